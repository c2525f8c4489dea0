// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The objects of Cairo, HarfBuzz and FreeType that this room owns.
#include "base/handle.hpp"
#include <cairo-ft.h>
#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb-subset.h>
#include <hb.h>

namespace render {

using Pen = base::Handle<cairo_t, cairo_destroy>;
using Surface = base::Handle<cairo_surface_t, cairo_surface_destroy>;
using Typeface = base::Handle<cairo_font_face_t, cairo_font_face_destroy>;
using Shape = base::Handle<hb_buffer_t, hb_buffer_destroy>;
using Blob = base::Handle<hb_blob_t, hb_blob_destroy>;
using FaceTables = base::Handle<hb_face_t, hb_face_destroy>;
using ShapingFont = base::Handle<hb_font_t, hb_font_destroy>;

} // namespace render
