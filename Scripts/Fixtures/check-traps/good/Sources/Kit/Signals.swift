func watch() {
    Task { await work() }
}
