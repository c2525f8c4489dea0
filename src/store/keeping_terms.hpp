// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// How long things are kept, what was destroyed, and what personal data went when its term was over. Changes
/// go through Change::record.
#include "store/store.hpp"
#include <map>
#include <optional>
#include <vector>

namespace store {

struct Retention {
    std::string subject; ///< 'campaign 123' or a volume's id
    std::string code;    ///< Y D30 D10
    int ends = 0;        ///< last year in which it is kept; 0: for ever
    base::Instant set_at;
    std::string set_by;
};
/// What was said of the volume, or else of the campaign; nothing where nothing was said.
base::Result<std::optional<Retention>> retention(Store const &store, std::string const &volume,
                                                 std::int64_t campaign);
base::Result<std::vector<Retention>> retentions(Store const &store);

/// A sheet whose term is over in \p year, or that is to be destroyed.
struct Appraised {
    std::string serial, reference, box, volume, student_no, name, unit, class_name, state, holder, place;
    std::int64_t campaign = 0;
    std::string code;
    int ends = 0;
};
/// Sheets in the archives, by 档号.
base::Result<std::vector<Appraised>> terms_over(Store const &store, int year, std::size_t limit);
/// The same of a sheet, whatever its term; nothing where there is no such sheet. Code '' where nothing was
/// said.
base::Result<std::optional<Appraised>> term_of(Store const &store, std::string const &serial);

struct Destruction {
    std::string id;
    base::Instant at;
    std::string by, approver, first, second;
    std::string reason; ///< what was written, '' where it was forgotten
    std::int64_t sheets = 0;
};
/// The newest first.
base::Result<std::vector<Destruction>> destructions(Store const &store, std::size_t limit);
/// What the act destroyed, by 档号.
base::Result<std::vector<Appraised>> destroyed_by(Store const &store, std::string const &act);

} // namespace store
