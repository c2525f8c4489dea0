// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/label.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <optional>

namespace render {

namespace {

using base::Trouble;
using sheet::Field;

// Of an em: from one base line to the next, and from a row's middle to its base line.
constexpr double pitch = 1.2;
constexpr double below_middle = 0.38;
constexpr double smallest_em = 1.5; // mm: less cannot be read on a print
constexpr double padding = 0.4;     // mm, between a label's edge and its text
constexpr double beside_code = 0.6; // mm, beyond the code's own quiet zone

struct Item {
    std::string text;
    double ems = 0; ///< room that is enough for it in any of the fonts; the line itself is set exactly later
    double em = 0;  ///< mm
    [[nodiscard]] double width() const { return ems * em; }
};

using Row = std::vector<Item>;

double ems_of(std::u32string_view characters) {
    constexpr double narrow = 0.62;
    double ems = 0;
    for (auto c : characters) {
        ems += base::columns_of(base::utf8({&c, 1})) > 1 ? 1.0 : narrow;
    }
    return ems;
}

Item item_of(std::u32string_view characters, double em) {
    return {base::utf8(characters), ems_of(characters), em};
}

double part_of_largest(Field field) {
    switch (field) {
    case Field::name:
        return 1;
    case Field::student_no:
        return 0.75;
    case Field::address:
    case Field::phone:
        return 0.7;
    default:
        return 0.6;
    }
}

std::vector<Item> items_of(sheet::Label const &label, LabelText const &text, bool serial_first) {
    std::vector<Item> items;
    for (auto field : label.fields) {
        auto const known = text.find(field);
        if (known != text.end() && !base::trimmed(known->second).empty()) {
            auto item = item_of(base::characters(base::trimmed(known->second)),
                                label.text.mm() * part_of_largest(field));
            auto const first = serial_first && field == Field::serial;
            items.insert(first ? items.begin() : items.end(), std::move(item));
        }
    }
    return items;
}

double em_of(Row const &row) {
    double em = 0;
    for (auto const &item : row) {
        em = std::max(em, item.em);
    }
    return em;
}

double width_of(Row const &row) {
    double width = 0;
    for (auto const &item : row) {
        width += item.width() + (width > 0 ? item.em : 0);
    }
    return width;
}

double depth_of(std::vector<Row> const &rows) {
    double depth = 0;
    for (auto const &row : rows) {
        depth += em_of(row) * pitch;
    }
    return depth;
}

/// Bit i of \p breaks starts a new row after item i.
std::vector<Row> broken(std::vector<Item> const &items, unsigned breaks) {
    std::vector<Row> rows(1);
    for (std::size_t i = 0; i < items.size(); ++i) {
        rows.back().push_back(items[i]);
        if ((breaks >> i & 1) != 0 && i + 1 < items.size()) {
            rows.emplace_back();
        }
    }
    return rows;
}

/// Less is better: nothing too long first, then even rows, then like sizes together.
double cost(std::vector<Row> const &rows, double room) {
    double longest = 0;
    double mixed = 0;
    for (auto const &row : rows) {
        longest = std::max(longest, width_of(row));
        for (auto const &item : row) {
            mixed += 1 - item.em / em_of(row);
        }
    }
    return std::max(0.0, longest / room - 1) * 100 + longest / room + mixed * 0.1;
}

std::optional<std::vector<Row>> best_rows(std::vector<Item> const &items, double room, double depth) {
    std::optional<std::vector<Row>> best;
    double least = 0;
    for (unsigned breaks = 0; breaks < 1U << (items.size() - 1); ++breaks) {
        auto rows = broken(items, breaks);
        auto const its_cost = cost(rows, room);
        if (depth_of(rows) <= depth && (!best || its_cost < least)) {
            least = its_cost;
            best = std::move(rows);
        }
    }
    return best;
}

/// One field a row; one that is much too long goes on in a second row.
std::optional<std::vector<Row>> stacked(std::vector<Item> const &items, double room, double depth) {
    constexpr double too_long = 1.3;
    std::vector<Row> rows;
    for (auto const &item : items) {
        auto characters = base::characters(item.text);
        if (item.width() > too_long * room) {
            auto const half = (characters.size() + 1) / 2;
            rows.push_back({item_of(std::u32string_view{characters}.substr(0, half), item.em)});
            characters.erase(0, half);
        }
        rows.push_back({item_of(characters, item.em)});
    }
    return depth_of(rows) <= depth ? std::optional{rows} : std::nullopt;
}

/// All sizes shrink together until the rows fit.
std::optional<std::vector<Row>> fitting_rows(std::vector<Item> items, LabelShape shape, double room,
                                             double depth) {
    constexpr double step = 0.95;
    auto const readable = [&] {
        return std::all_of(items.begin(), items.end(), [](Item const &i) { return i.em >= smallest_em; });
    };
    for (; readable(); std::for_each(items.begin(), items.end(), [](Item &i) { i.em *= step; })) {
        auto rows = shape == LabelShape::band ? best_rows(items, room, depth) : stacked(items, room, depth);
        if (rows) {
            return rows;
        }
    }
    return std::nullopt;
}

/// Where the rows go, and how.
struct Lines {
    Band band;
    double u = 0, v = 0, room = 0, depth = 0; ///< mm
    Align align = Align::left;
};

// Fields of one size become one text, so that their distance is exact; a change of size begins a new one.
void place_row(Scene &scene, Lines const &lines, Row const &row, double base_line) {
    auto const stretch = std::max(1.0, width_of(row) / lines.room);
    auto u = lines.u + (lines.align == Align::centre ? lines.room / 2 : 0);
    for (std::size_t i = 0; i < row.size();) {
        auto text = row[i].text;
        auto width = row[i].width();
        auto const em = row[i].em;
        for (++i; i < row.size() && row[i].em == em; ++i) {
            text += "  " + row[i].text;
            width += row[i].width() + em;
        }
        auto const turn = lines.band.down ? Turn::quarter : Turn::none;
        auto const room = row.size() == 1 || i == row.size() ? lines.u + lines.room - u : width / stretch;
        scene.texts.push_back({text, lines.band.at(Length::mm(u), Length::mm(base_line)), Length::mm(em),
                               Length::mm(lines.align == Align::centre ? lines.room : room), lines.align,
                               turn});
        u += width / stretch + em;
    }
}

void place_rows(Scene &scene, Lines const &lines, std::vector<Row> const &rows) {
    auto const spare = lines.depth - depth_of(rows);
    auto const between = std::min(spare / static_cast<double>(rows.size() + 1), em_of(rows.back()) * 0.5);
    auto v = lines.v + (spare - between * static_cast<double>(rows.size() - 1)) / 2;
    for (auto const &row : rows) {
        auto const em = em_of(row);
        place_row(scene, lines, row, v + em * pitch / 2 + em * below_middle);
        v += em * pitch + between;
    }
}

/// What the code leaves for the rows.
Lines place_code(Scene &scene, Band const &band, LabelShape shape, sheet::Label const &label,
                 std::string const &serial) {
    auto const length = band.length().mm();
    auto const depth = band.depth().mm();
    Lines lines{band, padding, padding, length - 2 * padding, depth - 2 * padding, Align::left};
    if (label.code == Length{} || serial.empty()) {
        return lines;
    }
    auto const edge = std::min({label.code, band.length(), band.depth()});
    auto const beside = shape == LabelShape::band || length > depth * 1.2;
    auto const u = beside ? Length{} : (band.length() - edge) / 2;
    auto const v = beside ? (band.depth() - edge) / 2 : Length{};
    scene.codes.push_back({serial, band.part(u, v, edge, edge)});
    if (beside) {
        lines.u = edge.mm() + beside_code;
        lines.room = length - lines.u - padding;
    } else {
        lines.v = edge.mm();
        lines.depth = depth - lines.v - padding;
        lines.align = Align::centre;
    }
    return lines;
}

base::Fault too_small(Band const &band) {
    return base::fault(Trouble::bad_input, "标签 {}×{} 毫米，放不下要印的几行文字",
                       "a label of {}x{} mm has no room for its lines", band.box.width.mm(),
                       band.box.height.mm());
}

} // namespace

Point Band::at(Length u, Length v) const {
    return down ? Point{box.right() - v, box.y + u} : Point{box.x + u, box.y + v};
}

Box Band::part(Length u, Length v, Length length, Length depth) const {
    return down ? Box{box.right() - v - depth, box.y + u, depth, length}
                : Box{box.x + u, box.y + v, length, depth};
}

base::Result<> set_label(Scene &scene, Band const &band, LabelShape shape, sheet::Label const &label,
                         LabelText const &text) {
    auto const known = text.find(Field::serial);
    auto const serial = known == text.end() ? std::string{} : known->second;
    auto const lines = place_code(scene, band, shape, label, serial);
    auto const items = items_of(label, text, lines.align == Align::centre);
    if (items.empty()) {
        return {};
    }
    auto const rows = lines.room > 0 ? fitting_rows(items, shape, lines.room, lines.depth) : std::nullopt;
    if (!rows) {
        return too_small(band);
    }
    place_rows(scene, lines, *rows);
    return {};
}

} // namespace render
