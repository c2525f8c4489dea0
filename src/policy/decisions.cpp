// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/sayings.hpp"

namespace policy {

base::Words listed(std::vector<std::string> const &texts) {
    Listed list;
    for (auto const &text : texts) {
        list.add({text, text});
    }
    return list.all();
}

std::vector<Decision> decisions(Profile const &profile) {
    Sayings said{profile};
    for (auto const say :
         {&Sayings::day, &Sayings::slots, &Sayings::sites, &Sayings::queue, &Sayings::reasons, &Sayings::code,
          &Sayings::look, &Sayings::ticks, &Sayings::fee, &Sayings::photo, &Sayings::outcome, &Sayings::proof,
          &Sayings::paper, &Sayings::deadlines, &Sayings::contacts}) {
        (said.*say)();
    }
    return said.take();
}

} // namespace policy
