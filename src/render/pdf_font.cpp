// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pdf_font.hpp"
#include "base/digest.hpp"
#include FT_CID_H
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <hb-ot.h>

namespace render {

namespace {

using FreeTypeFace = base::Handle<FT_FaceRec_, FT_Done_Face>;

/// The font's own name behind six letters that tell one cut from another (ISO 32000-1, 9.6.4).
std::string cut_name(Font const &font, base::Bytes const &program) {
    auto const digest = base::sha256(program);
    std::string name;
    for (std::size_t i = 0; i < 6; ++i) {
        name += static_cast<char>('A' + digest.octets[i] % 26);
    }
    name += '+';
    std::array<char, 64> own{};
    auto length = static_cast<unsigned>(own.size());
    hb_ot_name_get_utf8(font.face(), HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &length, own.data());
    for (std::size_t i = 0; i < std::min<std::size_t>(length, own.size() - 1); ++i) {
        auto const c = own[i];
        auto const plain =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
        name += plain ? c : '-';
    }
    return name;
}

std::array<int, 4> bounding_box(hb_face_t *face, double scale) {
    Blob const head{hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'))};
    unsigned length = 0;
    auto const *bytes = reinterpret_cast<unsigned char const *>(hb_blob_get_data(head.get(), &length));
    std::array<int, 4> box{0, 0, 1000, 1000};
    for (std::size_t i = 0; i < 4 && length >= 44; ++i) {
        auto const value = static_cast<std::int16_t>(bytes[36 + 2 * i] << 8 | bytes[37 + 2 * i]);
        box[i] = static_cast<int>(value * scale);
    }
    return box;
}

HPDF_Dict system_info(PdfFile &file) {
    auto *info = HPDF_Dict_New(file.doc()->mmgr);
    HPDF_Dict_Add(info, "Registry", HPDF_String_New(file.doc()->mmgr, "Adobe", nullptr));
    HPDF_Dict_Add(info, "Ordering", HPDF_String_New(file.doc()->mmgr, "Identity", nullptr));
    HPDF_Dict_AddNumber(info, "Supplement", 0);
    return info;
}

/// In a CFF font that is keyed by CID, a page shows CIDs; elsewhere it shows glyph numbers.
FreeTypeFace cid_face(FT_Library library, base::Bytes const &program) {
    FT_Face face = nullptr;
    FT_Bool keyed = 0;
    if (FT_New_Memory_Face(library, program.data(), static_cast<FT_Long>(program.size()), 0, &face) != 0) {
        return nullptr;
    }
    FreeTypeFace owned{face};
    FT_Get_CID_Is_Internally_CID_Keyed(face, &keyed);
    return keyed ? std::move(owned) : nullptr;
}

constexpr std::string_view map_head =
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
constexpr std::string_view map_tail = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
constexpr std::size_t most_in_block = 100; // of a CMap's bfchar entries

} // namespace

void PdfFont::add(Glyph const &glyph) {
    glyphs_.insert(glyph.id);
    auto &text = texts_[glyph.id];
    text = text.empty() ? glyph.text : text;
}

base::Result<> PdfFont::embed(PdfFile &file, FontCutter &cutter, FT_Library library) {
    auto const cut = cutter.cut(*font_, glyphs_);
    if (!cut) {
        return base::fault(base::Trouble::bad_input, "字体文件 {} 无法嵌入",
                           "the font file {} cannot be embedded", font_->path());
    }
    auto const program = cut->program();
    name_ = cut_name(*font_, program);
    number(*cut, program, library);
    auto *cid_font = file.dictionary();
    HPDF_Dict_AddName(cid_font, "Type", "Font");
    HPDF_Dict_AddName(cid_font, "Subtype", cut->is_cff() ? "CIDFontType0" : "CIDFontType2");
    HPDF_Dict_AddName(cid_font, "BaseFont", name_.c_str());
    HPDF_Dict_Add(cid_font, "CIDSystemInfo", system_info(file));
    HPDF_Dict_Add(cid_font, "FontDescriptor", descriptor(file, *cut, program));
    HPDF_Dict_Add(cid_font, "W", widths(file));
    if (!cut->is_cff()) {
        HPDF_Dict_AddName(cid_font, "CIDToGIDMap", "Identity");
    }
    dictionary_ = file.dictionary();
    HPDF_Dict_AddName(dictionary_, "Type", "Font");
    HPDF_Dict_AddName(dictionary_, "Subtype", "Type0");
    HPDF_Dict_AddName(dictionary_, "BaseFont", name_.c_str());
    HPDF_Dict_AddName(dictionary_, "Encoding", "Identity-H");
    auto *descendants = file.array();
    HPDF_Dict_Add(dictionary_, "DescendantFonts", descendants);
    HPDF_Array_Add(descendants, cid_font);
    HPDF_Dict_Add(dictionary_, "ToUnicode", file.stream(base::as_bytes(to_unicode())));
    return file.check();
}

void PdfFont::number(FontCut const &cut, base::Bytes const &program, FT_Library library) {
    auto const keyed = cut.is_cff() ? cid_face(library, program) : nullptr;
    for (auto glyph : glyphs_) {
        auto code = cut.renumbered.at(glyph);
        if (FT_UInt cid = 0; keyed && FT_Get_CID_From_Glyph_Index(keyed.get(), code, &cid) == 0) {
            code = cid;
        }
        codes_[glyph] = code;
    }
}

HPDF_Dict PdfFont::descriptor(PdfFile &file, FontCut const &cut, base::Bytes const &program) const {
    auto const scale = 1000 / font_->units();
    auto *dict = file.dictionary();
    HPDF_Dict_AddName(dict, "Type", "FontDescriptor");
    HPDF_Dict_AddName(dict, "FontName", name_.c_str());
    HPDF_Dict_AddNumber(dict, "Flags", 4); // its characters are not those of a standard set
    auto *box = file.array();
    HPDF_Dict_Add(dict, "FontBBox", box);
    for (auto edge : bounding_box(font_->face(), scale)) {
        HPDF_Array_AddNumber(box, edge);
    }
    hb_font_extents_t extents{};
    hb_font_get_h_extents(font_->shaping(), &extents);
    HPDF_Dict_AddNumber(dict, "ItalicAngle", 0);
    HPDF_Dict_AddNumber(dict, "Ascent", static_cast<HPDF_INT32>(extents.ascender * scale));
    HPDF_Dict_AddNumber(dict, "Descent", static_cast<HPDF_INT32>(extents.descender * scale));
    HPDF_Dict_AddNumber(dict, "CapHeight", 700);
    HPDF_Dict_AddNumber(dict, "StemV", 80);
    auto *embedded = file.stream(program);
    if (cut.is_cff()) {
        HPDF_Dict_AddName(embedded, "Subtype", "CIDFontType0C");
    } else {
        HPDF_Dict_AddNumber(embedded, "Length1", static_cast<HPDF_INT32>(program.size()));
    }
    HPDF_Dict_Add(dict, cut.is_cff() ? "FontFile3" : "FontFile2", embedded);
    return dict;
}

double PdfFont::width_of(hb_codepoint_t glyph) const {
    return hb_font_get_glyph_h_advance(font_->shaping(), glyph) * 1000.0 / font_->units();
}

HPDF_Array PdfFont::widths(PdfFile &file) const {
    std::map<unsigned, double> by_code;
    for (auto const &[glyph, code] : codes_) {
        by_code[code] = width_of(glyph);
    }
    auto *all = file.array();
    HPDF_Array run = nullptr;
    unsigned next = 0;
    for (auto const &[code, width] : by_code) {
        if (run == nullptr || code != next) {
            HPDF_Array_AddNumber(all, static_cast<HPDF_INT32>(code));
            run = file.array();
            HPDF_Array_Add(all, run);
        }
        HPDF_Array_AddReal(run, static_cast<HPDF_REAL>(width));
        next = code + 1;
    }
    return all;
}

std::string PdfFont::to_unicode() const {
    std::map<unsigned, std::string> by_code;
    for (auto const &[glyph, text] : texts_) {
        if (!text.empty()) {
            by_code[codes_.at(glyph)] = text;
        }
    }
    std::string map{map_head};
    auto left = by_code.size();
    for (auto const &[code, text] : by_code) {
        auto const in_block = (by_code.size() - left) % most_in_block;
        if (in_block == 0) {
            fmt::format_to(std::back_inserter(map), "{} beginbfchar\n", std::min(left, most_in_block));
        }
        fmt::format_to(std::back_inserter(map), "<{:04X}> <{}>\n", code, utf16_hex(text));
        --left;
        if (left == 0 || in_block + 1 == most_in_block) {
            map += "endbfchar\n";
        }
    }
    map += map_tail;
    return map;
}

void PdfFonts::add(Line const &line) {
    for (auto const &glyph : line.glyphs) {
        auto const known = std::find_if(fonts_.begin(), fonts_.end(),
                                        [&](auto const &font) { return &font->font() == glyph.font; });
        auto &font =
            known != fonts_.end() ? *known : fonts_.emplace_back(std::make_unique<PdfFont>(*glyph.font));
        font->add(glyph);
    }
}

PdfFont const &PdfFonts::of(Font const &font) const {
    return **std::find_if(fonts_.begin(), fonts_.end(),
                          [&](auto const &one) { return &one->font() == &font; });
}

} // namespace render
