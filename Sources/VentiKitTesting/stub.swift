import VentiKit
