// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/table.hpp"
#include "base/text.hpp"
#include "desk/byte_source.hpp"

namespace desk {

using base::Result;
using base::Trouble;

namespace {

Result<std::string> first_bytes(std::filesystem::path const &path) {
    auto source = ByteSource::open(path);
    if (!source) {
        return std::move(source).fault();
    }
    std::string start(512, '\0');
    auto const n = source->read(start);
    if (!n) {
        return n.fault();
    }
    start.resize(*n);
    return start;
}

bool is_markup(std::string_view start) {
    auto const text = base::upper_ascii(base::trimmed(start));
    return text.starts_with("<HTML") || text.starts_with("<!DOCTYPE") || text.starts_with("<?XML") ||
           text.starts_with("<TABLE") || text.starts_with("<META");
}

} // namespace

Result<> read_table(std::filesystem::path const &path, RowSink const &sink) {
    auto const start = first_bytes(path);
    if (!start) {
        return start.fault();
    }
    if (base::trimmed(*start).empty()) {
        return base::fault(Trouble::bad_input, "文件是空的", "the file is empty");
    }
    if (start->starts_with("PK\x03\x04")) {
        return read_xlsx(path, sink);
    }
    if (start->starts_with("\xD0\xCF\x11\xE0")) {
        return base::fault(
            Trouble::bad_input,
            "这是旧格式（.xls、.et）或加了密码的表格；请用 Excel 或 WPS 打开，另存为不带密码的 .xlsx 或 CSV",
            "this is a workbook of the old format (.xls) or one with a password; open it in a "
            "spreadsheet program and save it as .xlsx without a password, or as CSV");
    }
    if (is_markup(*start)) {
        return base::fault(
            Trouble::bad_input,
            "这个文件其实是网页（有些系统导出的“.xls”是这样）；请用 Excel 或 WPS 打开，另存为 .xlsx",
            "this file is really a web page (some systems export such an '.xls'); open it in a "
            "spreadsheet program and save it as .xlsx");
    }
    return read_csv(path, sink);
}

} // namespace desk
