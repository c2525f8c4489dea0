// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "desk/table.hpp"
#include "desk/xlsx_workbook.hpp"
#include "desk/xml_stream.hpp"
#include <algorithm>
#include <charconv>
#include <optional>

namespace desk {

using base::Result;

namespace {

/// Column of a reference such as C5, from 0; nothing where there are no letters or the column is not read.
std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0;
    for (auto c : reference) {
        if (c < 'A' || c > 'Z' || column > most_columns) {
            break;
        }
        column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    }
    return column == 0 ? std::nullopt : std::optional{column - 1};
}

template <typename Number>
Number number_or(std::string_view text, Number fallback) {
    Number value{};
    auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc{} ? value : fallback;
}

/// Characters that XML cannot hold are written _x000D_ (ECMA-376 part 1, 22.9.2.19).
std::string unescaped(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        unsigned code = 0;
        auto const escape =
            text.starts_with("_x") && text.size() >= 7 && text[6] == '_' &&
            std::from_chars(text.data() + 2, text.data() + 6, code, 16).ptr == text.data() + 6;
        auto const character = escape && (code < 0xD800 || code > 0xDFFF);
        out +=
            character ? base::utf8(std::u32string(1, static_cast<char32_t>(code))) : std::string(1, text[0]);
        text.remove_prefix(character ? 7 : 1);
    }
    return out;
}

/// Some writers keep 2021001 as 2021001.0.
void drop_zero_fraction(std::string &number) {
    auto const point = number.find('.');
    if (point != std::string::npos && number.find_first_not_of('0', point + 1) == std::string::npos) {
        number.resize(point);
    }
}

class SheetReader final : public XmlReader {
public:
    SheetReader(Workbook const &workbook, RowSink const &sink) : workbook_{workbook}, sink_{sink} {}

    void start(std::string_view name, XmlAttributes const &a) override {
        if (name == "c") {
            start_cell(a);
        } else if (name == "row") {
            row_ = std::clamp(number_or(a["r"], row_ + 1), row_ + 1, most_rows + 1);
            enough = row_ > most_rows;
            count_ = 0;
        } else if (name == "rPh") {
            phonetic_ = true;
        }
        wanted_ = in_cell_ && !phonetic_ && (name == "v" || name == "t");
    }

    void end(std::string_view name) override {
        wanted_ = false;
        if (name == "c") {
            end_cell();
        } else if (name == "row") {
            end_row();
        } else if (name == "rPh") {
            phonetic_ = false;
        } else if (name == "sheetData") {
            enough = true;
        }
    }

    void text(std::string_view piece) override {
        constexpr std::size_t most_in_a_cell = 131'072;
        if (wanted_ && value_.size() + piece.size() <= most_in_a_cell) {
            value_ += piece;
        }
    }

private:
    void start_cell(XmlAttributes const &a) {
        auto const column = column_of(a["r"]).value_or(column_);
        column_ = column;
        type_ = a["t"];
        style_ = number_or<std::size_t>(a["s"], 0);
        value_.clear();
        in_cell_ = true;
    }

    Cell &cell() {
        if (cells_.size() <= column_) {
            cells_.resize(column_ + 1);
        }
        for (; count_ <= column_; ++count_) {
            cells_[count_].text.clear();
            cells_[count_].was_number = false;
        }
        return cells_[column_];
    }

    void end_cell() {
        in_cell_ = false;
        if (column_ < most_columns && !value_.empty()) {
            fill(cell());
        }
        ++column_;
    }

    void fill(Cell &cell) {
        if (type_ == "s") {
            cell.text = workbook_.strings.at(number_or<std::size_t>(value_, std::string::npos));
        } else if (type_ == "b") {
            cell.text = value_ == "1" ? "TRUE" : "FALSE";
        } else if (type_ == "d") {
            cell.text = value_.substr(0, 10);
        } else if (type_.empty() || type_ == "n") {
            fill_number(cell);
            return;
        } else {
            cell.text = value_;
        }
        if (cell.text.find("_x") != std::string::npos) {
            cell.text = unescaped(cell.text);
        }
    }

    void fill_number(Cell &cell) {
        auto const dated = style_ < workbook_.date_styles.size() && workbook_.date_styles[style_];
        cell.text = dated ? date_of_serial(value_, workbook_.from_1904) : std::string{};
        if (cell.text.empty()) {
            cell.text = value_;
            cell.was_number = true;
            drop_zero_fraction(cell.text);
        }
    }

    void end_row() {
        column_ = 0;
        cells_.resize(count_);
        auto const blank =
            std::all_of(cells_.begin(), cells_.end(), [](Cell const &c) { return c.text.empty(); });
        if (!blank && !sink_(row_, cells_)) {
            enough = true;
        }
        count_ = 0;
    }

    Workbook const &workbook_;
    RowSink const &sink_;
    std::vector<Cell> cells_;
    std::size_t column_ = 0; ///< of the cell that is read, or of the next one where it does not say
    std::size_t count_ = 0;  ///< cells of this row so far
    std::size_t style_ = 0;
    int row_ = 0;
    std::string type_, value_;
    bool in_cell_ = false, phonetic_ = false, wanted_ = false;
};

} // namespace

Result<> read_xlsx(std::filesystem::path const &path, RowSink const &sink) {
    auto zip = ZipFile::open(path);
    if (!zip) {
        return std::move(zip).fault();
    }
    auto const workbook = read_workbook(*zip);
    if (!workbook) {
        return workbook.fault();
    }
    SheetReader reader{*workbook, sink};
    return read_xml_part(*zip, workbook->sheet_part, most_in_a_part, reader);
}

} // namespace desk
