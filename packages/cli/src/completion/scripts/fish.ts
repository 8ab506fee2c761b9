/** For fish 3. It puts no space behind candidates that end in `=` or `.` by itself. */
export const fishScript = `# Completion of podwright for fish. Write it to ~/.config/fish/completions/podwright.fish:
#   podwright completion fish > ~/.config/fish/completions/podwright.fish
function __podwright_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    set -l lines ($program __complete $words "$current" 2>/dev/null)
    test (count $lines) -gt 0; or return
    set -l directive (string sub -s 2 -- $lines[-1])
    set -e lines[-1]
    if test (math "bitand($directive, 4)") -ne 0
        test (count $lines) -gt 0; and printf '%s\\n' $lines
        return
    end
    set -l prefix (string match -r -- '^--[^=]+=' "$current")
    set -l behind (string replace -r -- '^--[^=]+=' '' "$current")
    if test (math "bitand($directive, 16)") -ne 0
        __fish_complete_directories "$behind"
    else if test (math "bitand($directive, 8)") -ne 0
        string match -r -- '.+\\t.*' $lines
        set -l extensions (string match -rv -- '\\t' $lines)
        __fish_complete_path "$behind" | string match -r -- ".*(?:/|\\.(?:"(string join '|' $extensions)"))(?:\\t.*|\\$)"
    else
        __fish_complete_path "$behind"
    end | string replace -r -- '^' "$prefix"
end
complete -c podwright -f -k -a '(__podwright_complete)'
`;
