// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// How long things are kept (DA/T 22-2015: 永久, 定期 30 年, 定期 10 年), and what is destroyed when that is
/// over (鉴定销毁): with a list, a reason, somebody who approved it and two who saw it done. Nothing is ever
/// deleted: the 档号 stays given, and the sheet's record says what became of it.
#include "desk/station.hpp"
#include "store/keeping_terms.hpp"

namespace desk {

struct RetentionOrder {
    std::string volume{}; ///< empty: the whole campaign at hand
    std::string code;     ///< Y D30 D10
    std::string by{};     ///< empty: who is at the desk
};
/// Years count from the year of graduation. \return usage for another code; not_found
base::Result<store::Retention> set_retention(Station &station, RetentionOrder const &order);
/// Y, D30, D10 for people.
[[nodiscard]] base::Words retention_words(std::string_view code);
/// The year by the station's clock.
[[nodiscard]] int year_now(Station const &station);

struct DestructionOrder {
    std::vector<std::string> serials;
    std::string reason, approver;
    std::string first, second; ///< 监销人
    std::string by{};          ///< empty: who is at the desk
};
/// All of them or none. \return usage where a name or the reason is missing, or both witnesses are one;
/// not_found; not_allowed, saying where it is, for a sheet that does not lie in the archives, and for one
/// whose term is not over or was never set; void sheets have none
base::Result<store::Destruction> destroy_sheets(Station &station, DestructionOrder const &order);
/// 销毁清册, to be signed. \return not_found
base::Result<base::Bytes> destruction_list(Station &station, std::string const &act);

} // namespace desk
