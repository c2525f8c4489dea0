// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Who cannot come asks to be captured online, and somebody decides (S3-22). Why they ask stands beside the
/// ledger.
#include "desk/station.hpp"
#include "store/annex.hpp"

namespace desk {

struct Applied {
    store::Application application;
    store::Person person;
    base::Words
        said; ///< where it comes outside the notice's time, with the rule; it is recorded all the same
};
/// \return not_allowed where the notice knows no online capture, or the person has a photo or was approved;
/// bad_input without a reason
base::Result<Applied> apply_online(Station &station, std::string const &student_no,
                                   std::string const &reason);
/// \return not_found where nobody asked; not_allowed where it is decided
base::Result<Applied> decide_application(Station &station, std::string const &student_no, bool approved);
base::Result<std::vector<Applied>> applications(Station &station); ///< by time

} // namespace desk
