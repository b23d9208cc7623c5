// A tagged template that makes elements. Only the literal parts, which are written in these files, become markup; values
// become text nodes and attribute values, so that nothing a target has answered can be more than text.
import { effect } from "./signals.js";

const policy = globalThis.trustedTypes?.createPolicy("venti", { createHTML: (text) => text });
const known = new WeakMap();
const mark = "venti-hole-";

function template(strings) {
    let made = known.get(strings);
    if (!made) {
        let text = strings[0];
        for (let index = 1; index < strings.length; index += 1) {
            const inTag = text.lastIndexOf("<") > text.lastIndexOf(">");
            text += (inTag ? `${mark}${index - 1}` : `<!--${mark}${index - 1}-->`) + strings[index];
        }
        made = document.createElement("template");
        made.innerHTML = policy ? policy.createHTML(text) : text;
        known.set(strings, made);
    }
    return made;
}

function bind(value, write) {
    if (value && typeof value === "object" && "value" in value) effect(() => write(value.value));
    else write(value);
}

const attributes = new Set(["class", "datetime", "title", "type", "aria-label", "id", "hidden", "for"]);

/** Makes the elements. A value may be a text, a number, a node or a signal. */
export function html(strings, ...values) {
    const root = template(strings).content.cloneNode(true);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT);
    const holes = [];
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.nodeType === Node.COMMENT_NODE) {
            if (node.data.startsWith(mark)) holes.push([node, Number(node.data.slice(mark.length))]);
            continue;
        }
        for (const { name, value } of [...node.attributes]) {
            if (!value.includes(mark)) continue;
            if (!attributes.has(name)) throw new TypeError(`no values in ${name}`);
            const index = Number(value.slice(value.indexOf(mark) + mark.length).match(/^\d+/)[0]);
            const [before, after] = value.split(`${mark}${index}`);
            bind(values[index], (text) => node.setAttribute(name, `${before}${text}${after}`));
        }
    }
    for (const [hole, index] of holes) {
        const value = values[index];
        if (value instanceof Node) {
            hole.replaceWith(value);
        } else {
            const text = document.createTextNode("");
            hole.replaceWith(text);
            bind(value, (next) => (text.data = next ?? ""));
        }
    }
    return root;
}
