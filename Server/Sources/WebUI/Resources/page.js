// Small comforts. Every page works without them.
import { html } from "./html.js";

/** A time, as long ago as it is. The exact one stays as the title. */
customElements.define("venti-time", class extends HTMLElement {
    connectedCallback() {
        const time = this.querySelector("time");
        const date = Date.parse(time?.dateTime ?? "");
        if (!Number.isFinite(date)) return;
        time.title = new Date(date).toLocaleString();
        const seconds = (date - Date.now()) / 1000;
        const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
        const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
        if (unit === "day" && Math.abs(seconds) > 30 * 86400) time.textContent = new Date(date).toLocaleDateString();
        else time.textContent = new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
    }
});

/** Copies the code beside it. */
customElements.define("venti-copy", class extends HTMLElement {
    connectedCallback() {
        if (!navigator.clipboard || this.firstChild) return;
        this.append(html`<button class="btn slim" type="button">Copy</button>`);
        const button = this.firstElementChild;
        button.addEventListener("click", async () => {
            await navigator.clipboard.writeText(this.parentElement.querySelector("pre").textContent);
            button.textContent = "Copied";
            setTimeout(() => (button.textContent = "Copy"), 2000);
        });
    }
});

/** Takes a file that is dropped. */
customElements.define("venti-drop", class extends HTMLElement {
    connectedCallback() {
        const input = this.querySelector("input[type=file]");
        const hint = this.querySelector("[data-part=hint]");
        const say = () => {
            const file = input.files[0];
            if (file) hint.textContent = `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} KB`;
        };
        input.addEventListener("change", say);
        this.addEventListener("dragover", (event) => {
            event.preventDefault();
            this.classList.add("over");
        });
        this.addEventListener("dragleave", () => this.classList.remove("over"));
        this.addEventListener("drop", (event) => {
            event.preventDefault();
            this.classList.remove("over");
            if (event.dataTransfer.files.length) {
                input.files = event.dataTransfer.files;
                say();
            }
        });
    }
});

/** Says what the scan would do, as it is filled in. */
customElements.define("venti-plan", class extends HTMLElement {
    connectedCallback() {
        const form = this.querySelector("form");
        const review = this.querySelector("[data-part=review]");
        const number = new Intl.NumberFormat("en");
        const say = () => {
            const field = (name) => form.elements.namedItem(name)?.value;
            const chosen = form.querySelector("[name=profile]:checked")?.closest("label");
            const [requests, rate, minutes] = ["requests", "rate", "minutes"].map((name) => Number(field(name)) || 0);
            const atFullSpeed = rate > 0 ? Math.ceil(requests / rate / 60) : 0;
            const names = [...form.querySelectorAll("[name=identity]:checked")].map((box) => box.value);
            review.textContent =
                `${chosen?.querySelector("strong").textContent ?? ""} scan as ${names.length ? names.join(", ") : "nobody"}: `
                + `at most ${number.format(requests)} requests, no more than ${number.format(rate)} a second, within `
                + `${number.format(minutes)} minutes.`
                + (atFullSpeed > minutes ? ` Time runs out before the requests do: they would take ${number.format(atFullSpeed)} minutes.` : "");
        };
        form.addEventListener("input", say);
        say();
    }
});

/** Shows the list anew when a box is ticked. */
customElements.define("venti-filter", class extends HTMLElement {
    connectedCallback() {
        this.querySelector("form")?.addEventListener("change", (event) => {
            if (event.target.type !== "search") event.currentTarget.requestSubmit();
        });
    }
});

/** The letters j and k go through a list, Enter opens, / goes to the search. */
document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "/") {
        const search = document.querySelector("input[type=search]");
        if (search) {
            event.preventDefault();
            search.focus();
        }
        return;
    }
    const rows = [...document.querySelectorAll("table[data-keys] tbody tr")];
    if (!rows.length || !["j", "k"].includes(event.key)) return;
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === "j" ? 1 : -1)))];
    next.querySelector("a")?.focus();
});

document.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" });
