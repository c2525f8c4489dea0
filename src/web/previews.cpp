// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/previews.hpp"
#include <algorithm>

namespace web {

Previews::Picture Previews::find(std::string const &serial) {
    std::lock_guard const lock{mutex_};
    auto const found =
        std::find_if(kept_.begin(), kept_.end(), [&](auto const &one) { return one.first == serial; });
    if (found == kept_.end()) {
        return nullptr;
    }
    kept_.splice(kept_.begin(), kept_, found);
    return found->second;
}

void Previews::keep(std::string const &serial, Picture picture) {
    std::lock_guard const lock{mutex_};
    kept_.emplace_front(serial, std::move(picture));
    if (kept_.size() > most) {
        kept_.pop_back();
    }
}

} // namespace web
