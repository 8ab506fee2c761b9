/** For zsh 5: to be sourced, or as `_podwright` in a folder of fpath. */
export const zshScript = `#compdef podwright
# Completion of podwright for zsh. In ~/.zshrc, after compinit:  source <(podwright completion zsh)
_podwright() {
  local line value directive program="\${(Q)words[1]/#\\~/$HOME}"
  local -a lines candidates extensions
  lines=("\${(@f)$("$program" __complete "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  directive=\${lines[-1]#:}
  lines[-1]=()
  if (( directive & 4 )); then
    for line in "\${(@)lines}"; do
      value=\${line%%$'\\t'*}
      if [[ $line == *$'\\t'* ]]; then
        candidates+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
      else
        candidates+=("\${value//:/\\\\:}")
      fi
    done
    if (( directive & 2 )); then _describe podwright candidates -S ''; else _describe podwright candidates; fi
    return
  fi
  [[ $PREFIX == --*=* ]] && compset -P '*='
  if (( directive & 8 )); then
    for line in "\${(@)lines}"; do
      if [[ $line == *$'\\t'* ]]; then
        candidates+=("\${line%%$'\\t'*}:\${line#*$'\\t'}")
      else
        extensions+=("$line")
      fi
    done
    (( $#candidates )) && _describe podwright candidates
    _files -g "*.(\${(j:|:)extensions})"
  elif (( directive & 16 )); then
    _files -/
  else
    _files
  fi
}
if [[ $funcstack[1] == _podwright ]]; then _podwright "$@"; else compdef _podwright podwright; fi
`;
