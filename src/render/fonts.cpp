// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fonts.hpp"
#include <algorithm>
#include <fontconfig/fontconfig.h>
#include <tuple>

namespace render {

namespace {

using Pattern = base::Handle<FcPattern, FcPatternDestroy>;
using Charset = base::Handle<FcCharSet, FcCharSetDestroy>;
using Wanted = base::Handle<FcObjectSet, FcObjectSetDestroy>;
using Found = base::Handle<FcFontSet, FcFontSetDestroy>;

/// A face as fontconfig knows it; the smallest is the one to take.
struct Candidate {
    bool slanted = false;
    int off_regular = 0; ///< how far its weight is from regular
    std::string path;
    unsigned index = 0;
    friend auto operator<=>(Candidate const &, Candidate const &) = default;
};

FcChar8 const *fc_text(std::string const &text) {
    return reinterpret_cast<FcChar8 const *>(text.c_str());
}

int whole_of(FcPattern *pattern, char const *object, int fallback) {
    int value = fallback;
    return FcPatternGetInteger(pattern, object, 0, &value) == FcResultMatch ? value : fallback;
}

std::optional<Candidate> candidate(FcPattern *pattern) {
    FcChar8 *path = nullptr;
    auto const index = whole_of(pattern, FC_INDEX, 0);
    // Above 16 bits fontconfig counts the instances of a variable font, which the default one stands for.
    if (FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch || index < 0 || index > 0xFFFF) {
        return std::nullopt;
    }
    return Candidate{whole_of(pattern, FC_SLANT, 0) != FC_SLANT_ROMAN,
                     std::abs(whole_of(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR) - FC_WEIGHT_REGULAR),
                     reinterpret_cast<char const *>(path), static_cast<unsigned>(index)};
}

/// Installed outline fonts that match, in an order that depends on nothing but what is installed.
std::vector<Candidate> installed(Pattern pattern) {
    FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
    FcPatternAddBool(pattern.get(), FC_COLOR, FcFalse);
    Wanted const wanted{FcObjectSetCreate()};
    for (auto const *object : {FC_FILE, FC_INDEX, FC_SLANT, FC_WEIGHT}) {
        FcObjectSetAdd(wanted.get(), object);
    }
    Found const found{FcFontList(nullptr, pattern.get(), wanted.get())};
    std::vector<Candidate> result;
    for (int i = 0; found && i < found->nfont; ++i) {
        if (auto one = candidate(found->fonts[i])) {
            result.push_back(std::move(*one));
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

bool leaves_ink(char32_t character) {
    switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), character)) {
    case HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR:
    case HB_UNICODE_GENERAL_CATEGORY_FORMAT:
        return false;
    default:
        return true;
    }
}

// What a private character looks like is between its maker and one font; a symbol font would draw rubbish.
bool can_be_drawn(char32_t character) {
    switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), character)) {
    case HB_UNICODE_GENERAL_CATEGORY_PRIVATE_USE:
    case HB_UNICODE_GENERAL_CATEGORY_CONTROL:
    case HB_UNICODE_GENERAL_CATEGORY_SURROGATE:
        return false;
    default:
        return true;
    }
}

/// Cairo keeps fonts in a cache of its own for a while after the last one who used them; the library must
/// live as long.
struct KeptFace {
    std::shared_ptr<FT_LibraryRec_> library;
    FT_Face face = nullptr;
};

void forget_face(void *kept) {
    std::unique_ptr<KeptFace> const mine{static_cast<KeptFace *>(kept)};
    FT_Done_Face(mine->face);
}

} // namespace

std::unique_ptr<Font> Font::open(std::string const &path, unsigned index) {
    Blob const blob{hb_blob_create_from_file_or_fail(path.c_str())};
    if (!blob || index >= hb_face_count(blob.get())) {
        return nullptr;
    }
    std::unique_ptr<Font> font{new Font};
    font->path_ = path;
    font->index_ = index;
    font->face_.reset(hb_face_create(blob.get(), index));
    if (hb_face_get_glyph_count(font->face_.get()) == 0) {
        return nullptr;
    }
    font->shaping_.reset(hb_font_create(font->face_.get()));
    return font;
}

bool Font::draws(char32_t character) const {
    hb_codepoint_t glyph = 0;
    if (!hb_font_get_nominal_glyph(shaping_.get(), character, &glyph) || glyph == 0) {
        return false;
    }
    hb_glyph_extents_t ink{};
    return !leaves_ink(character) || !hb_font_get_glyph_extents(shaping_.get(), glyph, &ink) ||
           (ink.width != 0 && ink.height != 0);
}

cairo_font_face_t *Font::typeface(std::shared_ptr<FT_LibraryRec_> const &library) {
    static cairo_user_data_key_t const face_key{};
    FT_Face face = nullptr;
    if (!typeface_ && FT_New_Face(library.get(), path_.c_str(), static_cast<FT_Long>(index_), &face) == 0) {
        typeface_.reset(cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP));
        auto kept = std::make_unique<KeptFace>(KeptFace{library, face});
        if (cairo_font_face_set_user_data(typeface_.get(), &face_key, kept.get(), forget_face) !=
            CAIRO_STATUS_SUCCESS) {
            FT_Done_Face(face);
            typeface_.reset();
        } else {
            static_cast<void>(kept.release()); // cairo's, until it forgets the face
        }
    }
    return typeface_.get();
}

bool is_ignorable(char32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2060 && c <= 0x2064) || (c >= 0x180B && c <= 0x180F) || c == 0x00AD || c == 0x034F ||
           c == 0xFEFF;
}

FontBook::FontBook() {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) == 0) {
        library_ = {library, FT_Done_FreeType};
    }
}

Font *FontBook::font_for(char32_t character) {
    if (!can_be_drawn(character)) {
        return nullptr;
    }
    open_first_choices();
    auto const known = chosen_.find(character);
    if (known != chosen_.end()) {
        return known->second;
    }
    auto const first = std::find_if(first_choices_.begin(), first_choices_.end(),
                                    [&](Font *font) { return font->draws(character); });
    auto *font = first != first_choices_.end() ? *first : any_other(character);
    chosen_.emplace(character, font);
    return font;
}

Font *FontBook::opened(std::string const &path, unsigned index) {
    auto &font = fonts_[{path, index}];
    if (!font) {
        font = Font::open(path, index);
    }
    return font.get();
}

Font *FontBook::named(std::string const &family) {
    Pattern pattern{FcPatternCreate()};
    FcPatternAddString(pattern.get(), FC_FAMILY, fc_text(family));
    for (auto const &one : installed(std::move(pattern))) {
        if (auto *font = opened(one.path, one.index)) {
            return font;
        }
    }
    return nullptr;
}

Font *FontBook::any_other(char32_t character) {
    Pattern pattern{FcPatternCreate()};
    Charset const charset{FcCharSetCreate()};
    FcCharSetAddChar(charset.get(), character);
    FcPatternAddCharSet(pattern.get(), FC_CHARSET, charset.get());
    for (auto const &one : installed(std::move(pattern))) {
        if (auto *font = opened(one.path, one.index); font != nullptr && font->draws(character)) {
            return font;
        }
    }
    return nullptr;
}

void FontBook::open_first_choices() {
    if (ready_) {
        return;
    }
    ready_ = true;
    for (auto const *family : {"WenQuanYi Zen Hei", "Noto Sans CJK SC"}) {
        if (auto *font = named(family)) {
            first_choices_.push_back(font);
        }
    }
}

} // namespace render
