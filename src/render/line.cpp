// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/line.hpp"
#include "base/text.hpp"
#include <algorithm>

namespace render {

namespace {

using base::Trouble;

struct Run {
    Font *font = nullptr;
    std::size_t from = 0, to = 0;
};

bool is_mark(char32_t c) {
    switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), c)) {
    case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
        return true;
    default:
        return false;
    }
}

// A mark stays with its letter's font where that has it, so that HarfBuzz can put it in its place.
Font *font_of(FontBook &book, char32_t c, Font *before) {
    auto const stays = before != nullptr && (is_ignorable(c) || (is_mark(c) && before->draws(c)));
    return stays ? before : book.font_for(is_ignorable(c) ? U' ' : c);
}

base::Result<std::vector<Run>> runs_of(FontBook &book, std::u32string const &characters,
                                       std::string const &text) {
    std::vector<Run> runs;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        auto *font = font_of(book, characters[i], runs.empty() ? nullptr : runs.back().font);
        if (font == nullptr) {
            return base::fault(Trouble::bad_input, "「{}」中的字符 {} 没有已安装的字体可以显示",
                               "no installed font can draw the character {1} in “{0}”", text,
                               base::code_point_name(characters[i]));
        }
        if (runs.empty() || runs.back().font != font) {
            runs.push_back({font, i, i});
        }
        runs.back().to = i + 1;
    }
    return runs;
}

Shape shaped(Run const &run, std::u32string const &characters) {
    static hb_feature_t const plain[] = {
        {HB_TAG('k', 'e', 'r', 'n'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};
    Shape shape{hb_buffer_create()};
    hb_buffer_add_utf32(shape.get(), reinterpret_cast<std::uint32_t const *>(characters.data()),
                        static_cast<int>(characters.size()), static_cast<unsigned>(run.from),
                        static_cast<int>(run.to - run.from));
    hb_buffer_set_cluster_level(shape.get(), HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(shape.get(), HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_guess_segment_properties(shape.get());
    hb_shape(run.font->shaping(), shape.get(), plain, static_cast<unsigned>(std::size(plain)));
    return shape;
}

// Each cluster's first glyph tells the text up to the next cluster; a run to the left has them in reverse.
void tell_texts(std::vector<Glyph> &glyphs, std::vector<std::size_t> const &clusters, Run const &run,
                std::u32string const &characters) {
    auto starts = clusters;
    starts.push_back(run.to);
    std::sort(starts.begin(), starts.end());
    std::vector<std::size_t> told;
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        if (std::find(told.begin(), told.end(), clusters[i]) == told.end()) {
            auto const end = *std::upper_bound(starts.begin(), starts.end(), clusters[i]);
            auto const from = clusters[i] == starts.front() ? run.from : clusters[i];
            glyphs[i].text = base::utf8(std::u32string_view{characters}.substr(from, end - from));
            told.push_back(clusters[i]);
        }
    }
}

void add_run(Line &line, Run const &run, std::u32string const &characters) {
    auto const shape = shaped(run, characters);
    unsigned count = 0;
    auto const *infos = hb_buffer_get_glyph_infos(shape.get(), &count);
    auto const *places = hb_buffer_get_glyph_positions(shape.get(), &count);
    std::vector<Glyph> glyphs;
    std::vector<std::size_t> clusters;
    for (unsigned i = 0; i < count; ++i) {
        auto const units = run.font->units();
        glyphs.push_back({run.font,
                          infos[i].codepoint,
                          line.width + places[i].x_offset / units,
                          places[i].y_offset / units,
                          places[i].x_advance / units,
                          {}});
        clusters.push_back(infos[i].cluster);
        line.width += places[i].x_advance / units;
    }
    tell_texts(glyphs, clusters, run, characters);
    std::move(glyphs.begin(), glyphs.end(), std::back_inserter(line.glyphs));
}

constexpr double smallest = 0.7;

} // namespace

base::Result<Line> set_line(FontBook &book, std::string const &text) {
    auto const characters = base::characters(base::nfc(text));
    auto runs = runs_of(book, characters, text);
    if (!runs) {
        return std::move(runs).fault();
    }
    Line line;
    for (auto const &run : *runs) {
        add_run(line, run, characters);
    }
    return line;
}

Fitted fit(Line const &line, PlacedText const &text) {
    Fitted fitted{text.em, 1, {}};
    auto const room = static_cast<double>(text.room.hundredths());
    auto const wanted = line.width * static_cast<double>(text.em.hundredths());
    if (room > 0 && wanted > room) {
        auto const shrunk = std::max(smallest, room / wanted);
        auto const em = std::floor(static_cast<double>(text.em.hundredths()) * shrunk);
        fitted.em = Length::hundredths(std::max<std::int64_t>(1, static_cast<std::int64_t>(em)));
        fitted.condensed = std::min(1.0, room / (line.width * static_cast<double>(fitted.em.hundredths())));
    }
    auto const width = line.width * fitted.condensed * static_cast<double>(fitted.em.hundredths());
    auto const part = text.align == Align::left ? 0.0 : text.align == Align::centre ? 0.5 : 1.0;
    fitted.start = Length::hundredths(-std::llround(width * part));
    return fitted;
}

} // namespace render
