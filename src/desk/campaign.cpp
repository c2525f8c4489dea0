// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/campaign.hpp"
#include "base/text.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

/// It stands in one line of every list and label; U+2028 and U+2029 part lines too.
bool has_control_characters(std::string const &text) {
    auto const characters = base::characters(text);
    return std::any_of(characters.begin(), characters.end(), [](char32_t c) {
        return c < U' ' || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
    });
}

base::Result<> check(NewCampaign const &wanted, Setting const &setting) {
    auto const digits = std::all_of(wanted.school_code.begin(), wanted.school_code.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
    if (wanted.school_code.size() != 5 || !digits) {
        return fault(Trouble::bad_input, "院校代码是 5 位数字，例如 11832；“{}”不是",
                     "a school code has five digits, such as 11832; '{}' is none", wanted.school_code);
    }
    if (base::trimmed(wanted.school_name).empty()) {
        return fault(Trouble::bad_input, "学校名称是空的（--name）", "the school's name is empty (--name)");
    }
    if (has_control_characters(wanted.school_name)) {
        return fault(Trouble::bad_input, "学校名称里有换行或其他控制字符（--name）",
                     "the school's name has a line break or another control character in it (--name)");
    }
    if (wanted.year < 1949 || wanted.year > 2200) {
        return fault(Trouble::bad_input, "毕业年份 {} 不对", "{} is no year of graduation", wanted.year);
    }
    auto profile = load_profile(setting, wanted.profile);
    if (!profile) {
        return std::move(profile).fault();
    }
    return {};
}

base::Result<> refuse_second(store::Store const &store, store::Campaign const &wanted) {
    auto const all = store::campaigns(store);
    if (!all) {
        return base::Fault{all.fault()};
    }
    for (auto const &one : *all) {
        if (campaign_key(one) == campaign_key(wanted)) {
            return fault(Trouble::not_allowed, "采集任务 {} 已经有了", "the campaign {} is there already",
                         campaign_key(one));
        }
    }
    return {};
}

base::Json body_of(store::Campaign const &campaign) {
    auto body = base::Json::object();
    body.set("id", campaign.id)
        .set("school_code", campaign.school_code)
        .set("school_name", campaign.school_name);
    body.set("year", campaign.year).set("profile", campaign.profile);
    return body;
}

base::Result<store::Campaign> add(store::Store &store, store::Campaign const &wanted,
                                  Setting const &setting) {
    auto change = store.change(setting.clock.now(), setting.actor);
    if (!change) {
        return std::move(change).fault();
    }
    auto made = store::add_campaign(*change, wanted);
    if (!made) {
        return std::move(made).fault();
    }
    if (auto noted = change->record("campaign.created", campaign_key(*made), body_of(*made)); !noted) {
        return std::move(noted).fault();
    }
    if (auto done = change->commit(); !done) {
        return std::move(done).fault();
    }
    return std::move(*made);
}

} // namespace

base::Result<store::Campaign> create_campaign(std::filesystem::path const &folder, NewCampaign const &wanted,
                                              Setting const &setting) {
    if (auto fine = check(wanted, setting); !fine) {
        return std::move(fine).fault();
    }
    auto store = store::Store::exists(folder) ? store::Store::open(folder)
                                              : store::Store::create(folder, setting.clock.now());
    if (!store && store.fault().kind == Trouble::not_found) {
        store = store::Store::create(folder, setting.clock.now()); // a birth that was interrupted
    }
    if (!store) {
        return std::move(store).fault();
    }
    store::Campaign const campaign{
        0,           wanted.school_code, std::string{base::trimmed(wanted.school_name)},
        wanted.year, wanted.profile,     {}};
    if (auto fine = refuse_second(*store, campaign); !fine) {
        return std::move(fine).fault();
    }
    return add(*store, campaign, setting);
}

} // namespace desk
