// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/asides.hpp"
#include "base/files.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace desk {

using base::fault;
using base::Result;
using base::Trouble;

namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t most_bytes = 100'000'000;

fs::path folder_of(Station &station) {
    return station.store().folder() / "aside";
}

fs::path file_of(Station &station, std::string const &id, char const *ending) {
    return folder_of(station) / (id + ending);
}

/// Sorts by time, and is a file's name everywhere.
std::string id_of(camera::Picture const &picture) {
    auto id = picture.seen_at.iso8601() + "-" + base::sha256(picture.file).hex().substr(0, 12);
    std::erase(id, ':');
    return id;
}

/// An id that somebody typed names nothing outside the folder.
bool is_id(std::string const &id) {
    return !id.empty() && id.find('/') == std::string::npos && !id.starts_with('.');
}

base::Fault no_such(std::string const &id) {
    return fault(Trouble::not_found, "没有放在一边的照片 {}", "no picture {} lies aside", id);
}

/// A file that lies aside still, or again, although it was given away is nobody else's.
Result<> check_fresh(Station &station, base::ByteView file) {
    auto const given = store::is_original(station.store(), base::sha256(file).hex());
    if (given && *given) {
        return fault(Trouble::not_allowed, "这张照片已经分给一个人了，不能再分给另一个人",
                     "this picture is somebody's already and is given to nobody else");
    }
    return given ? Result<>{} : Result<>{base::Fault{given.fault()}};
}

Aside read_aside(Station &station, std::string const &id) {
    Aside one;
    one.id = id;
    auto const file = base::read_file(file_of(station, id, ".json"), 1'000'000);
    auto const said = nlohmann::json::parse(file ? base::as_text(*file) : "{}", nullptr, false);
    if (said.is_object()) {
        auto const text = [&](char const *key) {
            auto const found = said.find(key);
            return found != said.end() && found->is_string() ? found->get<std::string>() : std::string{};
        };
        one.camera = text("camera");
        one.name = text("name");
        one.visit = text("visit");
        one.seen_at = text("seen_at");
        one.reason = {text("reason_zh"), text("reason_en")};
    }
    return one;
}

} // namespace

Result<Aside> keep_aside(Station &station, camera::Picture const &picture, std::string const &camera,
                         std::string const &visit, base::Words const &reason) {
    Aside one{id_of(picture), camera, picture.name, visit, picture.seen_at.iso8601(), reason};
    auto said = base::Json::object();
    said.set("camera", camera).set("name", picture.name).set("visit", visit).set("seen_at", one.seen_at);
    said.set("reason_zh", reason.zh).set("reason_en", reason.en);
    if (picture.taken_at) {
        said.set("camera_clock", picture.taken_at->iso8601());
    }
    auto written = base::write_file(file_of(station, one.id, ".json"), base::as_bytes(said.text()));
    if (written) {
        written = base::write_file(file_of(station, one.id, ".jpg"), picture.file);
    }
    return written ? Result<Aside>{std::move(one)} : std::move(written).fault();
}

Result<std::vector<Aside>> asides(Station &station) {
    std::vector<Aside> all;
    std::error_code trouble;
    for (fs::directory_iterator at{folder_of(station), trouble}, end; !trouble && at != end;
         at.increment(trouble)) {
        if (at->path().extension() == ".jpg") {
            all.push_back(read_aside(station, at->path().stem().string()));
        }
    }
    if (trouble && trouble != std::errc::no_such_file_or_directory) {
        return base::file_fault(trouble.value(), folder_of(station));
    }
    std::ranges::sort(all, {}, &Aside::id);
    return all;
}

Result<base::Bytes> aside_file(Station &station, std::string const &id) {
    auto const path = file_of(station, id, ".jpg");
    std::error_code unreadable;
    if (!is_id(id) || !fs::exists(path, unreadable)) {
        return no_such(id);
    }
    return base::read_file(path, most_bytes);
}

Result<CheckedShot> give_aside(Station &station, photo::FaceFinder const *finder, std::string const &id,
                               std::int64_t number) {
    if (!is_id(id)) {
        return no_such(id);
    }
    auto const mine = station.store().lock("aside-" + id, {"另一台电脑正在分这张照片",
                                                           "another desk is giving this picture away"});
    if (!mine) {
        return base::Fault{mine.fault()};
    }
    auto file = aside_file(station, id);
    if (auto fresh = file ? check_fresh(station, *file) : Result<>{}; !fresh) {
        return std::move(fresh).fault();
    }
    auto const visit = file ? at_camera(station, number) : Result<store::Visit>{base::Fault{file.fault()}};
    if (!visit) {
        return base::Fault{visit.fault()};
    }
    auto const camera = read_aside(station, id).camera;
    auto taken = take_shot(station, finder, {visit->id, std::move(*file), camera, {}});
    if (taken) { // its bytes are the shot's original from here on
        std::error_code stays;
        fs::remove(file_of(station, id, ".jpg"), stays);
        fs::remove(file_of(station, id, ".json"), stays);
    }
    return taken;
}

} // namespace desk
