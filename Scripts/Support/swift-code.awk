# Takes comments and the text of string literals out of Swift lines, so that only code is looked at. Good for code that
# swift-format has accepted: no block comments, and a multi-line literal's delimiter at the end of its line.

function reset_code() { in_multiline = 0 }

# The code of one line. Remembers whether a multi-line literal is open.
function code_of(line,    out, position) {
    out = ""
    while (line != "") {
        if (in_multiline) {
            position = index(line, "\"\"\"")
            if (position == 0) return out
            line = substr(line, position + 3)
            in_multiline = 0
            continue
        }
        if (match(line, /"|\/\//) == 0) return out line
        out = out substr(line, 1, RSTART - 1)
        line = substr(line, RSTART)
        if (substr(line, 1, 2) == "//") return out
        if (substr(line, 1, 3) == "\"\"\"") {
            in_multiline = 1
            line = substr(line, 4)
            continue
        }
        if (match(line, /^"([^"\\]|\\.)*"/) == 0) return out
        out = out "\"\""
        line = substr(line, RLENGTH + 1)
    }
    return out
}
