// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover_parts.hpp"
#include "base/digest.hpp"
#include "base/signing.hpp"
#include "desk/csv_text.hpp"
#include <fmt/format.h>

namespace desk {

std::string csv_of(std::vector<FileRow> const &rows) {
    CsvText csv{{"序号", "学号", "姓名", "学院", "班级", "序列号"}};
    std::size_t number = 0;
    for (auto const &row : rows) {
        csv.row({std::to_string(++number), row.student_no, row.name, row.unit, row.class_name, row.serial});
    }
    return csv.text();
}

std::string digest_of_rows(std::string const &id, std::string const &from, std::string const &to,
                           std::vector<FileRow> const &rows) {
    std::vector<ListedSheet> sheets;
    for (auto const &row : rows) {
        sheets.push_back({row.serial, row.student_no});
    }
    return digest_of_list(id, from, to, sheets);
}

std::string signed_text(std::string const &station, std::map<std::string, std::string> const &digests) {
    auto text = fmt::format("platen-signature-1\n{}\n", station);
    for (auto const &[name, digest] : digests) {
        text += fmt::format("{} {}\n", name, digest);
    }
    return text;
}

std::string key_fingerprint(std::string const &open_key) {
    return base::in_fours(base::sha256(base::as_bytes(open_key)).hex());
}

} // namespace desk
