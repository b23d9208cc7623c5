// A scan that runs: its progress, findings and events as the server sends them.
import { effect, signal } from "./signals.js";
import { html } from "./html.js";

const severities = new Set(["critical", "high", "medium", "low", "info"]);
const number = new Intl.NumberFormat();

/** Opens the events of a scan. The browser says the last one that it has when it connects again. */
function events(element, handlers) {
    const source = new EventSource(`/scans/${encodeURIComponent(element.dataset.scan)}/events?after=${Number(element.dataset.after) || 0}`);
    for (const [kind, handler] of Object.entries(handlers)) {
        source.addEventListener(kind, (event) => {
            let data;
            try {
                data = JSON.parse(event.data);
            } catch {
                return;
            }
            handler(data, source);
        });
    }
    return source;
}

class Live extends HTMLElement {
    connectedCallback() {
        this.fraction = signal(this.part("bar")?.value ?? 0);
        this.sent = signal(null);
        this.phase = signal(null);
        this.stops = [
            effect(() => this.part("bar") && (this.part("bar").value = this.fraction.value)),
            effect(() => this.write("sent", this.sent.value === null ? null : number.format(this.sent.value))),
            effect(() => this.write("percent", `${Math.floor(this.fraction.value * 100)} %`)),
            effect(() => this.showPhase(this.phase.value)),
        ];
        this.source = events(this, this.handlers());
        // Whoever stops the scan is on the way to another page already.
        this.addEventListener("submit", () => this.source.close());
    }

    disconnectedCallback() {
        this.source?.close();
        this.stops?.forEach((stop) => stop());
    }

    part(name) {
        return this.querySelector(`[data-part="${name}"]`);
    }

    write(name, text) {
        const part = this.part(name);
        if (part && text !== null && text !== undefined) part.textContent = text;
    }

    showPhase(name) {
        this.write("phase", name);
    }

    handlers() {
        return {
            progress: (data) => {
                // Never backwards: what was done stays done.
                this.fraction.value = Math.max(this.fraction.value, Math.min(1, Number(data.fraction) || 0));
                this.sent.value = Number(data.requests_sent) || 0;
                this.progressed?.(data);
            },
            phase: (data) => (this.phase.value = String(data.phase)),
            done: (_, source) => {
                source.close();
                location.reload();
            },
        };
    }
}

class Scan extends Live {
    connectedCallback() {
        this.found = signal(Number(this.part("found")?.textContent) || 0);
        this.activity = signal(null);
        super.connectedCallback();
        this.stops.push(
            effect(() => this.write("found", number.format(this.found.value))),
            effect(() => this.write("activity", this.activity.value)),
        );
        this.clock = setInterval(() => this.tick(), 1000);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        clearInterval(this.clock);
    }

    tick() {
        const clock = this.part("clock");
        const since = Date.parse(clock?.dataset.since ?? "");
        if (!Number.isFinite(since)) return;
        const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000));
        clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }

    progressed(data) {
        if (data.phase) this.phase.value = String(data.phase);
        this.activity.value = String(data.activity ?? "");
    }

    showPhase(name) {
        const items = [...this.querySelectorAll(".phases li")];
        const now = items.findIndex((item) => item.dataset.name === name);
        if (now < 0) return;
        items.forEach((item, index) => (item.dataset.state = index < now ? "done" : index === now ? "now" : "next"));
    }

    log(text) {
        const log = this.part("log");
        if (!log) return;
        const isAtEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
        log.append(html`<div>${text}</div>`);
        while (log.childElementCount > 200) log.firstElementChild.remove();
        if (isAtEnd) log.scrollTop = log.scrollHeight;
    }

    handlers() {
        const base = super.handlers();
        return {
            ...base,
            phase: (data) => {
                base.phase(data);
                this.log(`phase ${data.phase}${data.detail ? `: ${data.detail}` : ""}`);
            },
            state: (data) => {
                this.write("state", String(data.state));
                // Another attempt begins at the beginning.
                if (data.state === "queued") this.fraction.value = 0;
                const clock = this.part("clock");
                if (clock && !clock.dataset.since && data.state === "running") clock.dataset.since = new Date().toISOString();
                this.log(`${data.state}, attempt ${data.attempt}`);
            },
            identity: (data) => this.log(`identity ${data.name}: ${data.works === "yes" ? "works" : "does not work"}. ${data.detail ?? ""}`),
            log: (data) => this.log(`${data.level}: ${data.message}`),
            finding: (data) => {
                this.found.value += 1;
                this.part("quiet")?.setAttribute("hidden", "");
                const severity = severities.has(data.severity) ? data.severity : "info";
                this.part("feed")?.prepend(
                    html`<li class="fresh"><span class="sev ${severity}">${severity}</span><b>${data.title}</b><code>${data.operation}</code><span class="soft small">${data.summary}</span></li>`,
                );
            },
        };
    }
}

customElements.define("venti-live", Live);
customElements.define("venti-scan", Scan);
