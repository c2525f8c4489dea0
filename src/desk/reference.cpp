// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/reference.hpp"

namespace desk {

using base::fault;
using base::Trouble;

namespace {

void put(std::string &text, std::string_view token, std::string const &value) {
    for (auto at = text.find(token); at != std::string::npos; at = text.find(token, at + value.size())) {
        text.replace(at, token.size(), value);
    }
}

} // namespace

base::Result<std::string> References::next(ReferenceParts const &parts) {
    auto known = profiles_.find(parts.campaign.profile);
    if (known == profiles_.end()) {
        auto profile = load_profile(station_.setting(), parts.campaign.profile);
        if (!profile) {
            return std::move(profile).fault();
        }
        known = profiles_.emplace(parts.campaign.profile, std::move(*profile)).first;
    }
    auto const &paper = known->second.paper;
    auto text = paper.reference;
    put(text, "{school}", parts.campaign.school_code);
    put(text, "{year}", std::to_string(parts.campaign.year));
    put(text, "{retention}", paper.retention);
    put(text, "{box}", parts.box);
    put(text, "{volume}", fmt::format("{:02}", parts.volume));
    put(text, "{item}", fmt::format("{:03}", parts.item));
    put(text, "{unit}", parts.whose.unit_name);
    put(text, "{class}", parts.whose.class_name);
    auto const given = store::given_to(station_.store(), text);
    if (!given) {
        return base::Fault{given.fault()};
    }
    if (*given) {
        return fault(
            Trouble::not_allowed,
            "档号 {} 早已给了相片纸 {}，不能再给；规则 {} 的模板 {} 会重复，请加上 {{box}}（件号按盒从 1 "
            "数起）",
            "the 档号 {} was given to the sheet {} and cannot be given again; the template of {}, {}, "
            "repeats: add {{box}}, for items are counted box by box",
            text, **given, parts.campaign.profile, paper.reference);
    }
    return text;
}

} // namespace desk
