// Values that say when they change, and what depends on them.
let current = null;

/** A value. Read it by `.value` in an effect, and the effect runs again when it changes. */
export function signal(initial) {
    let value = initial;
    const readers = new Set();
    return {
        get value() {
            if (current) {
                readers.add(current);
                current.sources.add(readers);
            }
            return value;
        },
        set value(next) {
            if (Object.is(next, value)) return;
            value = next;
            for (const reader of [...readers]) reader.run();
        },
    };
}

/** Runs now, and again whenever a signal that it has read changes. Returns what ends it. */
export function effect(body) {
    const me = {
        sources: new Set(),
        run() {
            for (const readers of me.sources) readers.delete(me);
            me.sources.clear();
            const outer = current;
            current = me;
            try {
                body();
            } finally {
                current = outer;
            }
        },
    };
    me.run();
    return () => {
        for (const readers of me.sources) readers.delete(me);
        me.sources.clear();
    };
}
