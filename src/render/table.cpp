// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/table.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace render {

namespace {

using base::Trouble;

Length mm(double millimetres) {
    return Length::mm(millimetres);
}

// A4 as it is bound at the left: lengths of the page's parts, in millimetres.
Size const paper{mm(210), mm(297)};
Length const left = mm(22), right = mm(195), top = mm(16), bottom = mm(280);
Length const title_em = mm(6.2), text_em = mm(3.7), small_em = mm(3.2);
Length const title_height = mm(13), fact_height = mm(6.2), heading_height = mm(8.5);
Length const row_height = mm(7.5), code_row_height = mm(15);
Length const summary_height = mm(6.5), signature_height = mm(14), before_tail = mm(4);
Length const cell_padding = mm(1.2), thin = mm(0.15), thick = mm(0.35);

/// How much of the rows a page takes, and whether the list ends there.
struct Portion {
    std::size_t from = 0, to = 0;
    bool last = false;
};

Length height_of_row(TableDocument const &document) {
    auto const codes = std::any_of(document.columns.begin(), document.columns.end(),
                                   [](Column const &column) { return column.code; });
    return codes ? code_row_height : row_height;
}

Length height_of_head(TableDocument const &document, bool first) {
    auto const facts = static_cast<std::int64_t>(document.facts.size());
    return heading_height + (first ? title_height + fact_height * facts + mm(2) : mm(6));
}

Length height_of_tail(TableDocument const &document) {
    auto const rows = static_cast<std::int64_t>((document.signatures.size() + 1) / 2);
    return before_tail + summary_height * static_cast<std::int64_t>(document.summary.size()) +
           signature_height * rows;
}

/// Fills pages from the front; the last one keeps a row beside its summary and signatures.
std::vector<Portion> portions_of(TableDocument const &document) {
    std::vector<Portion> portions;
    auto const rows = document.rows.size();
    for (std::size_t from = 0; portions.empty() || !portions.back().last;) {
        auto const space = bottom - top - height_of_head(document, portions.empty());
        auto const rows_in = [&](Length height) {
            auto const count = height.hundredths() / height_of_row(document).hundredths();
            return static_cast<std::size_t>(std::max<std::int64_t>(0, count));
        };
        auto const left_over = rows - from;
        auto const last = left_over <= rows_in(space - height_of_tail(document));
        auto const most = std::max<std::size_t>(1, rows_in(space));
        auto const taken = last ? left_over : std::min(most, left_over > 1 ? left_over - 1 : left_over);
        portions.push_back({from, from + taken, last});
        from += taken;
    }
    return portions;
}

class PageComposer {
public:
    explicit PageComposer(TableDocument const &document) : document_{document} {
        scene_.paper = paper;
        auto const wanted = std::accumulate(document.columns.begin(), document.columns.end(), Length{},
                                            [](Length sum, Column const &c) { return sum + c.width; });
        auto x = left;
        for (auto const &column : document.columns) {
            edges_.push_back(x);
            // Widths are shares of the page's width: the table always reaches from margin to margin.
            x += Length::hundredths(column.width.hundredths() * (right - left).hundredths() /
                                    std::max<std::int64_t>(1, wanted.hundredths()));
        }
        edges_.push_back(right);
    }

    Scene compose(Portion const &portion, std::size_t page, std::size_t pages) {
        add_head(page == 1);
        auto const table_top = y_;
        add_heading();
        for (auto row = portion.from; row < portion.to; ++row) {
            add_row(document_.rows[row]);
        }
        for (auto edge : edges_) {
            rule({edge, table_top}, {edge, y_}, edge == left || edge == right ? thick : thin);
        }
        rule({left, y_}, {right, y_}, thick);
        if (portion.last) {
            add_tail();
        }
        add_foot(page, pages);
        return std::move(scene_);
    }

private:
    void text(std::string const &words, Point at, Length em, Length room, Align align = Align::left) {
        if (!words.empty()) {
            scene_.texts.push_back({words, at, em, room, align, Turn::none});
        }
    }
    void rule(Point from, Point to, Length width) { scene_.lines.push_back({from, to, width}); }
    [[nodiscard]] static Length base_line(Length row_top, Length height, Length em) {
        return row_top + height / 2 + em * 38 / 100;
    }

    void add_head(bool first) {
        y_ = top;
        text(document_.copy, {right, y_}, small_em, mm(80), Align::right);
        if (!first) {
            text(document_.title, {left, y_}, small_em, mm(90));
            y_ += mm(6);
            return;
        }
        text(document_.title, {(left + right) / 2, y_ + mm(9)}, title_em, right - left, Align::centre);
        y_ += title_height;
        for (auto const &fact : document_.facts) {
            text(fact, {left, base_line(y_, fact_height, text_em)}, text_em, right - left);
            y_ += fact_height;
        }
        y_ += mm(2);
    }

    void add_heading() {
        rule({left, y_}, {right, y_}, thick);
        for (std::size_t i = 0; i < document_.columns.size(); ++i) {
            text(document_.columns[i].heading,
                 {(edges_[i] + edges_[i + 1]) / 2, base_line(y_, heading_height, text_em)}, text_em,
                 edges_[i + 1] - edges_[i] - cell_padding, Align::centre);
        }
        y_ += heading_height;
        rule({left, y_}, {right, y_}, thin);
    }

    void add_row(std::vector<std::string> const &cells) {
        auto const height = height_of_row(document_);
        for (std::size_t i = 0; i < document_.columns.size() && i < cells.size(); ++i) {
            document_.columns[i].code ? add_code(cells[i], i, height) : add_cell(cells[i], i, height);
        }
        y_ += height;
        rule({left, y_}, {right, y_}, thin);
    }

    void add_cell(std::string const &words, std::size_t column, Length height) {
        auto const from = edges_[column] + cell_padding;
        auto const to = edges_[column + 1] - cell_padding;
        auto const align = document_.columns[column].align;
        auto const x = align == Align::left ? from : align == Align::right ? to : (from + to) / 2;
        text(words, {x, base_line(y_, height, text_em)}, text_em, to - from, align);
    }

    void add_code(std::string const &content, std::size_t column, Length height) {
        auto const edge = std::min(height - thin * 2, edges_[column + 1] - edges_[column] - thin * 2);
        auto const x = (edges_[column] + edges_[column + 1] - edge) / 2;
        if (!content.empty() && edge > Length{}) {
            scene_.codes.push_back({content, {x, y_ + (height - edge) / 2, edge, edge}});
        }
    }

    void add_tail() {
        y_ += before_tail;
        for (auto const &line : document_.summary) {
            text(line, {left, base_line(y_, summary_height, text_em)}, text_em, right - left);
            y_ += summary_height;
        }
        for (std::size_t i = 0; i < document_.signatures.size(); ++i) {
            auto const second = i % 2 == 1;
            auto const from = second ? (left + right) / 2 + mm(5) : left;
            auto const to = second ? right : (left + right) / 2 - mm(5);
            auto const line = y_ + signature_height - mm(3);
            auto const half = (to - from) / 2;
            text(document_.signatures[i], {from + half, line}, text_em, half, Align::right);
            rule({from + half + mm(1), line + mm(0.8)}, {to, line + mm(0.8)}, thin);
            if (auto const written = document_.written.find(i); written != document_.written.end()) {
                add_written(written->second, {from + half + mm(2), line}, to);
            }
            y_ += second ? signature_height : Length{};
        }
    }

    /// A name at the left end of its line and what was drawn beside it, with the proportions of a pad.
    void add_written(Written const &written, Point at, Length to) {
        auto const high = mm(8), wide = mm(25.6);
        if (written.drawn) {
            scene_.pictures.push_back({written.drawn, {to - wide, at.y - high, wide, high}});
        }
        text(written.text, at, text_em, to - at.x - (written.drawn ? wide : Length{}));
    }

    void add_foot(std::size_t page, std::size_t pages) {
        auto const line = bottom + mm(7);
        text(document_.footer, {left, line}, small_em, mm(120));
        text(fmt::format("第 {} 页 共 {} 页", page, pages), {right, line}, small_em, mm(45), Align::right);
    }

    TableDocument const &document_;
    std::vector<Length> edges_;
    Scene scene_;
    Length y_;
};

} // namespace

base::Result<std::vector<Scene>> compose_table(TableDocument const &document) {
    if (document.columns.empty()) {
        return base::fault(Trouble::usage, "表格没有一列", "the table has no column");
    }
    if (height_of_head(document, true) + height_of_tail(document) + height_of_row(document) > bottom - top) {
        return base::fault(Trouble::bad_input, "表头、小结和签字处一页放不下",
                           "heading, summary and signatures have no room on one page");
    }
    auto const portions = portions_of(document);
    std::vector<Scene> pages;
    pages.reserve(portions.size());
    for (auto const &portion : portions) {
        pages.push_back(PageComposer{document}.compose(portion, pages.size() + 1, portions.size()));
    }
    return pages;
}

} // namespace render
