// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The papers of an archive (domain facts 4.1, 4.3): Chinese whatever the operator's language, because they
/// are signed and filed. An electronic list is in the order of its paper.
#include "base/bytes.hpp"
#include "desk/loans.hpp"
#include "desk/station.hpp"
#include "store/filing.hpp"

namespace desk {

struct ArchivePaper {
    std::string name; ///< of its file: 盒B01 第1卷 卷内目录.pdf
    base::Bytes bytes;
};

/// 卷内目录: what lies in a volume, in order. \return not_found
base::Result<ArchivePaper> volume_contents(Station &station, std::string const &volume);
base::Result<ArchivePaper> volume_contents_csv(Station &station, std::string const &volume);
/// 备考表: the state of the volume, its items in words, and who of the class is missing and why.
base::Result<ArchivePaper> volume_note(Station &station, std::string const &volume);

/// 移交清单 into the archives, two copies: 序号 档号 文号 责任者 题名 日期 密级 张数 备注.
base::Result<ArchivePaper> transfer_list(Station &station, std::string const &box);
base::Result<ArchivePaper> transfer_list_csv(Station &station, std::string const &box);

/// Spine and cover of a box in true size, each with the box's code.
base::Result<ArchivePaper> box_labels(Station &station, std::string const &box);
/// What the code on a box says; no box name has a hyphen.
[[nodiscard]] std::string box_code(std::string const &box);
/// The box that a scanned code names; nothing where it is none of a box.
[[nodiscard]] std::optional<std::string> box_of_code(std::string_view scanned);
/// 归档章, one for each item, 45 x 16 mm, 36 to a page.
base::Result<ArchivePaper> stamp_labels(Station &station, std::string const &box);

/// All of a box, or of one volume where it is named. \return usage where neither is
base::Result<std::vector<ArchivePaper>> archive_papers(Station &station, std::string const &box,
                                                       std::string const &volume);

/// Where each goes: box, shelf, volume, number and neighbours. \return not_found where one was never filed
base::Result<ArchivePaper> put_back_slip(Station &station, std::vector<std::string> const &serials);
/// 催还单 for what is still out. \return not_found
base::Result<ArchivePaper> loan_reminder(Station &station, std::string const &loan);

/// 壹佰贰拾叁, as counts are written on papers that are signed; up to 9999.
[[nodiscard]] std::string formal_number(std::int64_t number);

} // namespace desk
