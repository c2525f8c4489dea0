// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/handovers.hpp"
#include "store/db.hpp"

namespace store {

base::Result<std::optional<Handover>> handover(Store const &store, std::string const &id) {
    return guarded(store, [&](Db &db) {
        auto found = first_row<Handover>(bound(db,
                                               "select h.id, h.unit, u.name, h.state, h.given_by, h.given_at "
                                               "from handover h join unit u on u.id ="
                                               " h.unit where h.id = ?1",
                                               id),
                                         [](auto &r) {
                                             return Handover{text_at(r, 0),
                                                             whole_at(r, 1),
                                                             text_at(r, 2),
                                                             text_at(r, 3),
                                                             text_at(r, 4),
                                                             {whole_at(r, 5)},
                                                             {}};
                                         });
        if (found) {
            found->listed =
                all_rows<std::string>(bound(db,
                                            "select j.value from event e, json_each(e.body, '$.sheets') j "
                                            "where e.subject = ?1 and e.kind = 'handover.opened'",
                                            id),
                                      [](auto &r) { return text_at(r, 0); });
        }
        return found;
    });
}

} // namespace store
