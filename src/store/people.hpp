// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Campaigns, units, classes and people: what the roster says. None of it is in the ledger.
#include "base/progress.hpp"
#include "store/store.hpp"
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

struct Campaign {
    std::int64_t id = 0;
    std::string school_code; ///< five digits
    std::string school_name;
    int year = 0; ///< of graduation
    std::string profile;
    base::Instant created_at;
};

struct Person {
    std::int64_t id = 0;
    std::string student_no;
    std::string name;
    std::string sex;
    std::string id_type;
    std::string id_no;
    std::string birth; ///< YYYYMMDD
    std::string unit;
    std::string class_name;
    std::string major;
    std::string level;
    std::string exam_no;

    /// Everything that a roster says is the same; ids are not compared.
    [[nodiscard]] bool says_the_same(Person const &other) const;
};

/// Which people are meant; an empty selection means all of the campaign.
struct Selection {
    std::optional<std::string> unit;
    std::optional<std::string> class_name;
    std::optional<std::string> student_no;
    std::vector<std::string> student_nos{}; ///< where there are any: these and no others
};

struct ImportCount {
    std::size_t added = 0, changed = 0, unchanged = 0;
};

/// How far a class has come.
struct ClassCount {
    std::string unit, class_name;
    std::int64_t people = 0, photos = 0, printed = 0, uncertain = 0, failed = 0;
    std::int64_t born = 0;   ///< being printed, or interrupted in it
    std::int64_t voided = 0; ///< sheets taken out of use
};

base::Result<Campaign> add_campaign(Change &change, Campaign campaign);
base::Result<std::vector<Campaign>> campaigns(Store const &store);

/// Adds and changes people by student number; nobody is removed, and what is empty erases nothing.
/// \param progress told now and then, where it is given
base::Result<ImportCount> import_people(Change &change, std::int64_t campaign, std::span<Person const> people,
                                        base::Progress *progress = nullptr);
/// By unit, class and student number.
base::Result<std::vector<Person>> people(Store const &store, std::int64_t campaign,
                                         Selection const &selection);
base::Result<std::optional<Person>> person(Store const &store, std::int64_t id);
/// The campaign that a unit belongs to. \return not_found
base::Result<Campaign> campaign_of_unit(Store const &store, std::int64_t unit);
/// The campaign that a person belongs to. \return not_found
base::Result<Campaign> campaign_of_person(Store const &store, std::int64_t person);
base::Result<std::optional<std::int64_t>> unit_id(Store const &store, std::int64_t campaign,
                                                  std::string const &name);
base::Result<std::vector<ClassCount>> class_counts(Store const &store, std::int64_t campaign);

/// A name as it is searched: dots and blanks part it for the eye only.
[[nodiscard]] std::string without_dots(std::string_view name);
/// The search words of a name: each character, and each two neighbours. For this room and its tests.
[[nodiscard]] std::string grams_of(std::string_view name);
/// A match for those that every name holds which the part is in, letters in either case: its pairs, which
/// imply its characters. Empty where the part is.
[[nodiscard]] std::string grams_to_match(std::string_view part);

} // namespace store
