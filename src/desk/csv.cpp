// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "desk/table.hpp"
#include "desk/text_stream.hpp"
#include <algorithm>
#include <array>
#include <optional>

namespace desk {

using base::Result;

namespace {

/// More than Excel lets into a cell (32,767 characters); a quote that is never closed runs into this.
constexpr std::size_t most_in_a_cell = 131'072;

/// The separator that one of the first lines has most of, outside quotes. A title above the header has none.
char find_separator(std::string_view sample) {
    constexpr std::string_view candidates = ",;\t";
    std::array<int, 3> counts{};
    int most = 0;
    char best = ',';
    int lines = 0;
    bool quoted = false;
    for (auto c : sample) {
        quoted = quoted != (c == '"');
        if (c == '\n' || c == '\r') {
            counts = {};
            lines += c == '\n' ? 1 : 0;
        } else if (auto const at = candidates.find(c); at != std::string_view::npos && !quoted) {
            if (++counts.at(at) > most) {
                most = counts.at(at);
                best = c;
            }
        }
        if (lines == 10) {
            break;
        }
    }
    return best;
}

/// Excel keeps a text that looks like a number by writing it as a formula, ="0012".
void drop_guard(std::string &text) {
    if (text.size() >= 3 && text.starts_with("=\"") && text.back() == '"') {
        text = text.substr(2, text.size() - 3);
    }
}

/// RFC 4180 as it is found in the field: pieces in, rows out.
class CsvParser {
public:
    CsvParser(char separator, RowSink const &sink) : separator_{separator}, sink_{sink} {
        stops_.fill(false);
        stops_[octet(separator)] = stops_[octet('\n')] = stops_[octet('\r')] = true;
    }

    /// \return false once the sink has enough
    Result<bool> take(std::string_view text) {
        for (std::size_t i = 0; i < text.size() && !enough_;) {
            i = quoted_ ? take_quoted(text, i) : take_plain(text, i);
            if (cell().size() > most_in_a_cell) {
                return unclosed();
            }
            if (row_ > most_rows) {
                return base::fault(base::Trouble::bad_input, "文件超过 {} 行",
                                   "the file has more than {} rows", most_rows);
            }
        }
        return !enough_;
    }

    Result<> finish() {
        if (quoted_ && !quote_seen_ && !enough_) {
            return unclosed();
        }
        if (!enough_ && (count_ > 0 || started_)) {
            end_row();
        }
        return {};
    }

private:
    static unsigned char octet(char c) { return static_cast<unsigned char>(c); }

    std::string &cell() {
        if (cells_.size() <= count_) {
            cells_.resize(count_ + 1);
        }
        return cells_[count_].text;
    }

    [[nodiscard]] base::Fault unclosed() const {
        return base::fault(base::Trouble::bad_input,
                           "第 {} 行有一个引号没有配对，其后的内容无法分列；请在表格软件里检查这一行",
                           "in row {} a quotation mark is never closed, so the columns after it cannot be "
                           "told; look at this row in a spreadsheet program",
                           row_);
    }

    std::size_t take_quoted(std::string_view text, std::size_t i) {
        if (quote_seen_) {
            quote_seen_ = false;
            if (text[i] == '"') {
                cell() += '"';
                return i + 1;
            }
            quoted_ = false;
            return i;
        }
        auto const end = std::min(text.find('"', i), text.size());
        cell().append(text, i, end - i);
        quote_seen_ = end < text.size();
        return end + (quote_seen_ ? 1 : 0);
    }

    std::size_t take_plain(std::string_view text, std::size_t i) {
        auto const c = text[i];
        if (c == '"' && !started_) {
            started_ = quoted_ = true;
            after_return_ = false;
            return i + 1;
        }
        if (stops_[octet(c)]) {
            take_stop(c);
            return i + 1;
        }
        auto end = i + 1;
        while (end < text.size() && !stops_[octet(text[end])]) {
            ++end;
        }
        cell().append(text, i, end - i);
        started_ = true;
        after_return_ = false;
        return end;
    }

    void take_stop(char c) {
        if (c == separator_) {
            end_cell();
        } else if (!(c == '\n' && after_return_)) {
            end_row();
        }
        after_return_ = c == '\r';
    }

    void end_cell() {
        drop_guard(cell());
        started_ = false;
        if (count_ + 1 < most_columns) {
            ++count_;
        }
        cell().clear();
    }

    void end_row() {
        drop_guard(cell());
        cells_.resize(count_ + 1);
        auto const blank =
            std::all_of(cells_.begin(), cells_.end(), [](Cell const &c) { return c.text.empty(); });
        if (!blank) {
            enough_ = !sink_(row_, cells_);
        }
        ++row_;
        count_ = 0;
        started_ = false;
        cell().clear();
    }

    char separator_;
    RowSink const &sink_;
    std::array<bool, 256> stops_{};
    std::vector<Cell> cells_;
    std::size_t count_ = 0;
    int row_ = 1;
    bool started_ = false, quoted_ = false, quote_seen_ = false, after_return_ = false, enough_ = false;
};

/// Excel's own first line "sep=;" says the separator and is not shown as a row.
std::size_t length_of_separator_line(std::string_view text) {
    if (text.size() < 6 || base::upper_ascii(text.substr(0, 4)) != "SEP=" ||
        text.find_first_of("\r\n") != 5) {
        return 0;
    }
    return text.substr(5, 2) == "\r\n" ? 7 : 6;
}

} // namespace

Result<> read_csv(std::filesystem::path const &path, RowSink const &sink) {
    auto source = ByteSource::open(path);
    if (!source) {
        return std::move(source).fault();
    }
    auto const encoding = find_encoding(*source);
    if (!encoding) {
        return encoding.fault();
    }
    if (auto again = source->rewind(); !again) {
        return again;
    }
    std::optional<CsvParser> parser;
    auto streamed = stream_text(*source, *encoding, [&](std::string_view text) {
        if (!parser) {
            auto const stated = length_of_separator_line(text);
            parser.emplace(stated > 0 ? text[4] : find_separator(text), sink);
            text.remove_prefix(stated);
        }
        return parser->take(text);
    });
    if (!streamed || !parser) {
        return streamed;
    }
    return parser->finish();
}

} // namespace desk
