// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what people read in a bag (bag.hpp). Chinese whatever the operator's language, as all that
/// is filed.
#include "desk/cells.hpp"
#include "desk/sheet_view.hpp"

namespace desk {

/// One sheet of a person's page.
struct BagSheet {
    SheetView view;
    CellCount cells;
    bool drawn = false; ///< the bag has it as a PDF
};

struct BagPersonPage {
    store::Person person; ///< identity number masked already where it is to be
    std::string campaign;
    std::optional<store::Photo> photo;
    std::vector<std::pair<std::string, std::string>> certificates;
    std::vector<BagSheet> sheets;
};

/// A class in the lists.
struct BagClass {
    std::int64_t id = 0;
    std::string campaign, unit, name;
    struct Line {
        std::int64_t person = 0;
        std::string student_no, name, serial, reference, where;
    };
    std::vector<Line> lines; ///< a person without a sheet is one, too
    std::int64_t people = 0, photos = 0, sheets = 0;
};

/// What stands at the head of the lists.
struct BagFacts {
    std::string id, what, station, made_on, by;
};

[[nodiscard]] std::string person_page(BagPersonPage const &one);
[[nodiscard]] std::string class_page(BagClass const &one);
[[nodiscard]] std::string index_page(BagFacts const &facts, std::vector<BagClass> const &classes);
/// Lines of a class as a paper that can be signed.
base::Result<base::Bytes> class_list(BagFacts const &facts, BagClass const &one);
/// A line a class.
base::Result<base::Bytes> bag_list(BagFacts const &facts, std::vector<BagClass> const &classes);

[[nodiscard]] std::vector<std::string> people_heading();
[[nodiscard]] std::vector<std::string> people_row(BagPersonPage const &one);
[[nodiscard]] std::vector<std::string> sheets_heading();
[[nodiscard]] std::vector<std::string> sheets_row(BagPersonPage const &one, BagSheet const &sheet);

} // namespace desk
