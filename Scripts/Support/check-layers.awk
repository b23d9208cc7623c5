# The body of Scripts/check-layers: rules, then exceptions, then every file twice, for declarations and for uses.

function fault(place, message) {
    print place ": error: " message > "/dev/stderr"
    faults++
}

# The key itself where it is excepted, with its use noted.
function is_excepted(key) {
    if (!(key in reasons)) return 0
    used[key] = 1
    return 1
}

# The layer of a path below Sources/VentiKit/: the longest named folder that holds it, or "".
function layer_of(path,    folder) {
    folder = path
    while (sub(/\/[^\/]*$/, "", folder)) if (folder in rank) return folder
    return ""
}

function may_import(module, path,    count, folders, pattern, part) {
    for (pattern in importers) {
        if (pattern ~ /\*$/) {
            if (substr(module, 1, length(pattern) - 1) != substr(pattern, 1, length(pattern) - 1)) continue
        } else if (module != pattern) continue
        count = split(importers[pattern], folders, " ")
        for (part = 1; part <= count; part++)
            if (folders[part] == "*" || substr(path, 1, length(folders[part]) + 1) == folders[part] "/") return 1
    }
    return 0
}

FNR == 1 {
    reset_code()
    path = FILENAME
    sub(/^.*Sources\/VentiKit\//, "", path)
    layer = layer_of(path)
    if (pass == "declarations" && layer == "")
        fault(FILENAME ":1", "the folder has no layer; add one to Scripts/Support/layers")
}

pass == "rules" {
    if ($0 ~ /^#/ || NF == 0) next
    if ($1 == "layer") { rank[$2] = ++layers; next }
    if ($1 == "public") { isPublic[$2] = 1; next }
    module = $2
    sub(/:$/, "", module)
    list = $0
    sub(/^[^:]*:[ ]*/, "", list)
    importers[module] = list
    next
}

pass == "exceptions" {
    if ($0 ~ /^[ \t]*(#|$)/) next
    colon = index($0, ": ")
    if (colon == 0 || substr($0, colon + 2) !~ /[A-Za-z]/) {
        fault(FILENAME ":" FNR, "expected PATH names TYPE: REASON, PATH imports MODULE: REASON, or PATH exposes MODULE: REASON")
        next
    }
    reasons[substr($0, 1, colon - 1)] = 1
    next
}

{ code = code_of($0) }

pass == "declarations" {
    atMargin = code ~ /^[A-Za-z@]/
    isPrivate = code ~ /^[ ]*(@[A-Za-z]+ )*(private|fileprivate) /
    rest = code
    while (match(rest, /(^|[^A-Za-z0-9_.])(struct|class|enum|protocol|actor|typealias|associatedtype)[ ]+[A-Z][A-Za-z0-9_]*/)) {
        name = substr(rest, RSTART, RLENGTH)
        sub(/^.*[ ]/, "", name)
        own[layer, name] = 1
        if (atMargin && !isPrivate) {
            if (!(name in home)) home[name] = layer
        }
        rest = substr(rest, RSTART + RLENGTH)
    }
    # Generic parameters are the folder's own too.
    if (match(code, /(func [a-z][A-Za-z0-9_]*|init|subscript|(struct|class|enum|actor|typealias) [A-Z][A-Za-z0-9_]*)<[^>]*>/)) {
        rest = substr(code, RSTART, RLENGTH)
        sub(/^[^<]*</, "", rest)
        count = split(rest, parameters, ",")
        for (part = 1; part <= count; part++) {
            sub(/^ */, "", parameters[part])
            sub(/[^A-Za-z0-9_].*$/, "", parameters[part])
            own[layer, parameters[part]] = 1
        }
    }
    next
}

# Uses.
code ~ /^[ ]*(@[A-Za-z()_]+ )*((public|package|internal|private|fileprivate) )?import / {
    module = code
    sub(/^.*import /, "", module)
    sub(/^(struct|class|enum|protocol|func|let|var|typealias) /, "", module)
    sub(/[. ].*$/, "", module)
    place = FILENAME ":" FNR
    if (!may_import(module, path) && !is_excepted(FILENAME " imports " module))
        fault(place, "may not import " module " (Scripts/Support/layers says who may)")
    if (code ~ /^[ ]*(@[A-Za-z()_]+ )*public import / && !(module in isPublic) \
        && !is_excepted(FILENAME " exposes " module))
        fault(place, "public import of " module ": its types must not be part of VentiKit's interface")
    next
}

layer != "" {
    rest = code
    while (match(rest, /[A-Za-z0-9_.]*[A-Za-z0-9_]/)) {
        word = substr(rest, RSTART, RLENGTH)
        rest = substr(rest, RSTART + RLENGTH)
        sub(/^VentiKit\./, "", word)
        if (word !~ /^[A-Z]/) continue
        sub(/\..*$/, "", word)
        if (!(word in home) || (layer, word) in own) continue
        if (rank[home[word]] <= rank[layer]) continue
        key = FILENAME " names " word
        if (key in named) continue
        named[key] = 1
        if (!is_excepted(key))
            fault(FILENAME ":" FNR, layer " may not name " word ", which is declared above it in " home[word])
    }
}

END {
    for (key in reasons)
        if (!(key in used)) fault("Scripts/layers-allowed", "nothing needs the exception \"" key "\" any more")
    if (faults > 0) {
        printf "check-layers: %d faults\n", faults > "/dev/stderr"
        exit 1
    }
    print "check-layers: ok"
}
