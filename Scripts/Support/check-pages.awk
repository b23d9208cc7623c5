# The body of Scripts/generate-check-pages. Reads first the prose that people wrote, under Scripts/Support/check-prose, and
# then what JSONEncoder writes with sorted keys and pretty-printed: one member or element on a line.
#
# In the prose, a line `# ID` begins what is said of a check: what the flaw is, and below a heading an example. What
# follows `# *` is the example for all checks of the file that have none.

function unescape(text) {
    gsub(/\\n/, "\n", text)
    gsub(/\\"/, "\"", text)
    gsub(/\\\\/, "\\", text)
    return text
}

# The text of the string that ends the line.
function value(line) {
    sub(/^[^:]*" : "/, "", line)
    sub(/^ *"/, "", line)
    sub(/",?$/, "", line)
    return unescape(line)
}

# The text without characters that Markdown or DocC would interpret.
function plain(text) {
    gsub(/</, "\\&lt;", text)
    gsub(/\*/, "\\*", text)
    gsub(/  +/, " ", text)
    return text
}

# The pages of the OWASP API Security Top 10, in its order.
function owasp(category,    names, number) {
    split("broken-object-level-authorization broken-authentication broken-object-property-level-authorization " \
        "unrestricted-resource-consumption broken-function-level-authorization " \
        "unrestricted-access-to-sensitive-business-flows server-side-request-forgery security-misconfiguration " \
        "improper-inventory-management unsafe-consumption-of-apis", names, " ")
    number = category
    sub(/^API/, "", number)
    sub(/:.*$/, "", number)
    return sprintf("https://owasp.org/API-Security/editions/2023/en/0x%s-%s/", number == 10 ? "aa" : "a" number, \
        names[number + 0])
}

function sent(profile, family) {
    if (family == "lint") return "Nothing. The document is read."
    return "No more than a scan with the profile `" profile "` may send: " allowed[profile] ". Each request is within the " \
        "scope, counts against the budget, and waits for its turn."
}

function controls(family) {
    if (family == "lint")
        return "A finding is about the document, which is its own proof. Whether the API does what the document says, " \
            "other checks find out."
    return "What the text above says must also hold or not hold is sent beside the attack, and stands in the finding as " \
        "assertions. Answers that are limited, blocked or cut short count as no answer. After the attacks, the proof is " \
        "replayed from its saved form on a fresh connection: only then is the finding `confirmed`. " \
        "<doc:Reading-a-report> says how to read it."
}

function write_page(    short, name, file, facts, family, words, number) {
    short = member["id"]
    sub(/^venti\./, "", short)
    name = short
    gsub(/\./, "-", name)
    file = folder "/" name ".md"
    family = short
    sub(/\..*$/, "", family)
    if (!(short in flaw)) {
        print "generate-check-pages: Scripts/Support/check-prose says nothing of " short > "/dev/stderr"
        failed = 1
    }
    facts = "`" short "`: severity " member["severity"]
    if (member["category"] != "") facts = facts ", OWASP " member["category"]
    if (weaknesses != "") facts = facts ", " weaknesses
    facts = facts ". Runs under the profile `" member["profile"] "` and those above it."
    print "# " plain(member["title"]) "\n\n" facts "\n\n## Overview\n\n" flaw[short] > file
    if (member["explanation"] != "") print "\n### How it is proven\n\n" plain(member["explanation"]) > file
    print "\n### What is sent\n\n" sent(member["profile"], family) > file
    print "\n### What rules out other causes\n\n" controls(family) > file
    if (member["remediation"] != "") print "\n### How to mend it\n\n" plain(member["remediation"]) > file
    if (example[short] == "") example[short] = shared[source[short]]
    if (example[short] != "") print "\n" trim(example[short]) > file
    print "\n### Run it alone\n\n```sh\nventi scan openapi.yaml --url http://127.0.0.1:8080 --checks " short "\n```" > file
    if (member["category"] != "" || weaknesses != "") {
        print "\n### References\n" > file
        if (member["category"] != "")
            print "- [OWASP API Security Top 10, " member["category"] "](" owasp(member["category"]) ")" > file
        split(weaknesses, words, ", ")
        for (number = 1; number in words; number++)
            print "- [" words[number] "](https://cwe.mitre.org/data/definitions/" substr(words[number], 5) ".html)" > file
    }
    close(file)
    if (!(family in listed)) families[++familyCount] = family
    listed[family] = listed[family] "- <doc:" name ">\n"
    seen[short] = 1
    count++
}

function trim(text) {
    sub(/^\n+/, "", text)
    sub(/\n+$/, "", text)
    return text
}

BEGIN {
    allowed["passive"] = "ordinary requests that only read, and again what showed a flaw"
    allowed["safe"] = "attacks on operations that only read, and logins with wrong passwords"
    allowed["active"] = "also requests that create and change objects"
    allowed["dangerous"] = "also requests that delete or reset, and load that may hurt"
    split("auth Authentication bfla Function-level_authorization bola Object-level_authorization bopla Properties " \
        "conf Server_errors cors Cross-origin_requests debug Diagnostic_pages err Error_messages " \
        "flow Business_flows headers Headers jwt JSON_Web_Tokens lint The_document methods Methods res Limits " \
        "sqli SQL_injection", pairs, " ")
    for (number = 1; number in pairs; number += 2) {
        heading[pairs[number]] = pairs[number + 1]
        gsub(/_/, " ", heading[pairs[number]])
    }
}

# The prose.
FILENAME ~ /\.md$/ {
    if ($0 ~ /^# /) {
        id = $2
        source[id] = FILENAME
        inExample = 0
        next
    }
    if ($0 ~ /^### /) inExample = 1
    if (id == "*") shared[FILENAME] = trim(shared[FILENAME] "\n") == "" ? $0 : shared[FILENAME] "\n" $0
    else if (inExample) example[id] = example[id] == "" ? $0 : example[id] "\n" $0
    else flaw[id] = trim(flaw[id] "\n" $0)
    next
}

/^  \{/ { delete member; weaknesses = ""; next }
/^  \}/ { write_page(); next }
/^    "weaknesses" : \[/ { inWeaknesses = 1; next }
/^    \]/ { inWeaknesses = 0; next }
inWeaknesses && /"/ {
    number = value($0)
    weaknesses = weaknesses (weaknesses == "" ? "" : ", ") number
    next
}
/^    "[A-Za-z]+" : "/ {
    key = $1
    gsub(/"/, "", key)
    member[key] = value($0)
}

END {
    for (short in flaw) if (!(short in seen)) {
        print "generate-check-pages: Scripts/Support/check-prose has " short ", and there is no such check" > "/dev/stderr"
        failed = 1
    }
    if (failed) exit 1
    if (count == 0) {
        print "generate-check-pages: no check found" > "/dev/stderr"
        exit 1
    }
    file = folder "/Checks.md"
    print "# Checks" > file
    print "" > file
    print "What the checks that come with VentiKit look for." > file
    print "" > file
    print "## Overview" > file
    print "" > file
    print "`venti checks` lists them, and `venti explain ID` says what one of them does. A name given to `--checks` or" > file
    print "``ScanPolicy/checks`` is an id, a prefix of ids such as `sqli`, or a family such as `api2`." > file
    print "\n## Topics" > file
    for (number = 1; number <= familyCount; number++)
        printf "\n### %s\n\n%s", heading[families[number]] ? heading[families[number]] : families[number], \
            listed[families[number]] > file
}
