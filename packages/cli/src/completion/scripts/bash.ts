/** For bash 3.2 and later. Bash takes words apart at `=` and `:`, which stand in words of Podwright: they are put together again. */
export const bashScript = `# Completion of podwright for bash. In ~/.bashrc:  source <(podwright completion bash)
_podwright_complete() {
  local i word line file current behind prefix= directive=4 joined=0
  local program=\${COMP_WORDS[0]/#\\~/$HOME}
  local -a words lines extensions
  words=() lines=() extensions=() COMPREPLY=()
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((\${#words[@]} > 0)) && [[ $word == [=:]* ]]; then
      words[\${#words[@]} - 1]+=$word
      joined=1
    elif ((joined)); then
      words[\${#words[@]} - 1]+=$word
      joined=0
    else
      words+=("$word")
    fi
  done
  while IFS= read -r line; do
    if [[ $line == :[0-9]* ]]; then directive=\${line#:}; else lines+=("$line"); fi
  done < <("$program" __complete "\${words[@]}" 2>/dev/null)
  current=\${words[\${#words[@]} - 1]}
  if [[ $current == *[=:]* ]]; then prefix=\${current%"\${current##*[=:]}"}; fi
  behind=\${current#"$prefix"}
  behind=\${behind#[\\"\\']}
  if ((directive & 4)); then
    for line in "\${lines[@]}"; do
      word=\${line%%$'\\t'*}
      COMPREPLY+=("$(printf %q "\${word#"$prefix"}")")
    done
    if ((directive & 2)); then compopt -o nospace 2>/dev/null; fi
    return
  fi
  for line in "\${lines[@]}"; do
    if [[ $line == *$'\\t'* ]]; then COMPREPLY+=("\${line%%$'\\t'*}"); else extensions+=("$line"); fi
  done
  compopt -o filenames 2>/dev/null
  while IFS= read -r file; do
    if ((directive & 24)) && [[ ! -d \${file/#\\~/$HOME} ]]; then
      ((directive & 8)) && [[ " \${extensions[*]} " == *" \${file##*.} "* ]] || continue
    fi
    COMPREPLY+=("$file")
  done < <(compgen -f -- "$behind")
}
complete -F _podwright_complete podwright
`;
