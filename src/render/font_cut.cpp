// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/font_cut.hpp"
#include <algorithm>
#include <array>

namespace render {

namespace {

using Request = base::Handle<hb_subset_input_t, hb_subset_input_destroy>;
using CutPlan = base::Handle<hb_subset_plan_t, hb_subset_plan_destroy>;

constexpr hb_tag_t cff_tag = HB_TAG('C', 'F', 'F', ' ');

// A PDF finds glyphs by number and has its own metrics and ToUnicode map: nothing else of the font is used.
// Without cmap and layout tables HarfBuzz need not walk through them for every cut either.
constexpr std::array needed{HB_TAG('h', 'e', 'a', 'd'),
                            HB_TAG('h', 'h', 'e', 'a'),
                            HB_TAG('h', 'm', 't', 'x'),
                            HB_TAG('m', 'a', 'x', 'p'),
                            HB_TAG('l', 'o', 'c', 'a'),
                            HB_TAG('g', 'l', 'y', 'f'),
                            cff_tag};

hb_blob_t *needed_table(hb_face_t * /*asking*/, hb_tag_t tag, void *whole) {
    auto const wanted = std::find(needed.begin(), needed.end(), tag) != needed.end();
    return wanted ? hb_face_reference_table(static_cast<hb_face_t *>(whole), tag) : nullptr;
}

void forget_face(void *face) {
    hb_face_destroy(static_cast<hb_face_t *>(face));
}

base::Bytes bytes_of(hb_blob_t *blob) {
    unsigned length = 0;
    auto const *data = reinterpret_cast<unsigned char const *>(hb_blob_get_data(blob, &length));
    return {data, data + length};
}

std::optional<FontCut> cut_face(hb_face_t *face, GlyphSet const &glyphs) {
    Request const request{hb_subset_input_create_or_fail()};
    hb_subset_input_set_flags(request.get(), HB_SUBSET_FLAGS_NO_HINTING);
    auto *wanted = hb_subset_input_glyph_set(request.get());
    for (auto glyph : glyphs) {
        hb_set_add(wanted, glyph);
    }
    CutPlan const plan{hb_subset_plan_create_or_fail(face, request.get())};
    FaceTables const built{plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr};
    if (!built) {
        return std::nullopt;
    }
    Blob const file{hb_face_reference_blob(built.get())};
    FontCut cut{FaceTables{hb_face_create(file.get(), 0)}, {}};
    auto const *mapping = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
    for (auto glyph : glyphs) {
        cut.renumbered.emplace(glyph, hb_map_get(mapping, glyph));
    }
    return cut;
}

} // namespace

bool FontCut::has(GlyphSet const &glyphs) const {
    return std::all_of(glyphs.begin(), glyphs.end(), [&](auto glyph) { return renumbered.contains(glyph); });
}

bool FontCut::is_cff() const {
    Blob const table{hb_face_reference_table(face.get(), cff_tag)};
    return hb_blob_get_length(table.get()) != 0;
}

base::Bytes FontCut::program() const {
    Blob const blob{is_cff() ? hb_face_reference_table(face.get(), cff_tag)
                             : hb_face_reference_blob(face.get())};
    return bytes_of(blob.get());
}

FaceTables const &FontCutter::outlines_of(Font const &font) {
    auto &outlines = outlines_[&font];
    if (!outlines) {
        outlines.reset(hb_face_create_for_tables(needed_table, hb_face_reference(font.face()), forget_face));
    }
    return outlines;
}

void FontCutter::prepare(Font const &font, GlyphSet const &glyphs) {
    if (auto batch = cut_face(outlines_of(font).get(), glyphs)) {
        batches_.insert_or_assign(&font, std::move(*batch));
    }
}

std::optional<FontCut> FontCutter::cut(Font const &font, GlyphSet const &glyphs) {
    auto const batch = batches_.find(&font);
    if (batch == batches_.end() || !batch->second.has(glyphs)) {
        return cut_face(outlines_of(font).get(), glyphs);
    }
    auto const &renumbered = batch->second.renumbered;
    GlyphSet inner;
    for (auto glyph : glyphs) {
        inner.insert(renumbered.at(glyph));
    }
    auto result = cut_face(batch->second.face.get(), inner);
    if (result) {
        GlyphMap through;
        for (auto glyph : glyphs) {
            through.emplace(glyph, result->renumbered.at(renumbered.at(glyph)));
        }
        result->renumbered = std::move(through);
    }
    return result;
}

} // namespace render
