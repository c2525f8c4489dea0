// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What the desks of colleges and of mail have in common.
#include "desk/cells.hpp"
#include "store/mail.hpp"
#include "web/visit.hpp"

namespace web {

/// Who signs: what was typed, else whoever is logged in.
[[nodiscard]] std::string signer(Visit const &visit);
/// The college's own unit. \return not_found for an account without one
base::Result<std::int64_t> own_unit(Visit const &visit);

/// Whether the visitor may mark prints of the sheet now: a college those that it has, the print room those
/// that lie with it or with an office, which has no account.
[[nodiscard]] bool may_mark(Visit const &visit, store::Sheet const &sheet);

[[nodiscard]] base::Json consignment_card(store::Consignment const &one, base::Language language);

/// A file to be kept.
[[nodiscard]] Answer download(std::string body, char const *type, std::string const &name);
/// One to be looked at and printed.
[[nodiscard]] Answer paper(base::Bytes const &pdf, std::string const &name);

/// The sheets of the form: one a line, as a scanner types them.
[[nodiscard]] std::vector<std::string> scanned_lines(std::string const &text);

} // namespace web
