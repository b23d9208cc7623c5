import ArgumentParser

@main struct Venti: ParsableCommand {}
