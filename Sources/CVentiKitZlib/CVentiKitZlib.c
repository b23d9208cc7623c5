#include "CVentiKitZlib.h"
