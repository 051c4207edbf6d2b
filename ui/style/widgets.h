// All of the design system's widgets in one include. theme.h has the colours and sizes, page.h what a page builds on.
#pragma once

#include "ui/style/buttons.h"
#include "ui/style/fields.h"
#include "ui/style/icons.h"
#include "ui/style/labels.h"
#include "ui/style/notices.h"
#include "ui/style/page.h"
#include "ui/style/property.h"
#include "ui/style/surfaces.h"
#include "ui/style/theme.h"
