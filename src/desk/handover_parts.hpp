// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what a hand-over file is made of (handover_file.hpp), as it is written and as it is
/// checked.
#include "desk/handover_digest.hpp"
#include <array>
#include <map>

namespace desk {

inline constexpr auto signature_part = "signature.json";
/// The parts that are signed, and what none of them exceeds.
struct FilePart {
    char const *name;
    std::size_t most;
};
inline constexpr std::array file_parts{
    FilePart{"README.txt", 64U << 10U}, FilePart{"handover.json", 16U << 20U},
    FilePart{"list.csv", 16U << 20U}, FilePart{"list.pdf", 64U << 20U}, FilePart{"receive.html", 20U << 20U}};
using PartTexts = std::map<std::string, std::string>;

/// A row of handover.json.
struct FileRow {
    std::string serial, student_no, name, unit, class_name;
};

[[nodiscard]] std::string csv_of(std::vector<FileRow> const &rows);
[[nodiscard]] std::string digest_of_rows(std::string const &id, std::string const &from,
                                         std::string const &to, std::vector<FileRow> const &rows);
/// What a signature is over: the station and each part's digest.
[[nodiscard]] std::string signed_text(std::string const &station,
                                      std::map<std::string, std::string> const &digests);
/// Of an open key, as it is printed.
[[nodiscard]] std::string key_fingerprint(std::string const &open_key);

} // namespace desk
