// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What the pages of the administrator's desk share.
#include "store/ledger.hpp"
#include "web/visit.hpp"

namespace web {

/// A page that has the way to the other pages of the desk on top. Programs get the model alone.
[[nodiscard]] Answer admin_shown(Visit const &visit, std::string page, base::Json model);

/// Lists are shown so many at a time.
inline constexpr std::size_t page_size = 100;
/// The page that is asked for, from 1.
[[nodiscard]] std::size_t asked_page(Visit const &visit);
/// "at_page", and the addresses of the pages before and after it, with whatever else was asked for.
void set_pages(base::Json &model, Visit const &visit, bool more);

/// Words of a kind such as sheet.born; the kind itself where a newer program wrote it.
[[nodiscard]] std::string kind_text(Visit const &visit, std::string const &kind);
/// What somebody did, as a row of a table.
[[nodiscard]] base::Json event_json(Visit const &visit, store::Event const &event);
/// The rows, newest first, as "events" and "any_event".
[[nodiscard]] base::Result<> add_events(Visit const &visit, store::Store const &store,
                                        store::EventFilter const &filter, std::size_t most,
                                        base::Json &model);

/// "12.3 MB".
[[nodiscard]] std::string bytes_text(std::uintmax_t bytes);

} // namespace web
