public import Logging
import Unheard
