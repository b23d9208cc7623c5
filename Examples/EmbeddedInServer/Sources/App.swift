import Hummingbird
import VentiKit
@main struct App { static func main() async throws {} }
