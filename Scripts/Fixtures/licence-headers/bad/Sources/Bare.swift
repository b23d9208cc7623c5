struct Bare {}
