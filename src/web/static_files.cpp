// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/static_files.hpp"
#include "base/digest.hpp"
#include "base/files.hpp"

namespace web {

namespace fs = std::filesystem;

namespace {

std::string type_of(fs::path const &file) {
    static std::map<std::string, std::string> const types{{".css", "text/css; charset=utf-8"},
                                                          {".js", "text/javascript; charset=utf-8"},
                                                          {".svg", "image/svg+xml"},
                                                          {".png", "image/png"}};
    auto const found = types.find(file.extension().string());
    return found == types.end() ? "" : found->second;
}

} // namespace

base::Result<StaticFiles> StaticFiles::read(fs::path const &home) {
    static constexpr std::uintmax_t largest = 5'000'000;
    StaticFiles files;
    auto const folder = home / "data" / "web" / "static";
    std::error_code error;
    for (auto const &entry : fs::directory_iterator{folder, error}) {
        auto type = type_of(entry.path());
        if (type.empty()) {
            continue;
        }
        auto const bytes = base::read_file(entry.path(), largest);
        if (!bytes) {
            return base::Fault{bytes.fault()};
        }
        files.files_[entry.path().filename().string()] = {
            std::move(type), std::make_shared<std::string const>(base::as_text(*bytes))};
    }
    if (error) {
        return base::fault(base::Trouble::not_found, "没有文件夹 {}", "there is no folder {}",
                           folder.string());
    }
    std::string all;
    for (auto const &[name, file] : files.files_) {
        all += name + '\n' + base::sha256(base::as_bytes(*file.bytes)).hex() + '\n';
    }
    static constexpr std::size_t enough = 16;
    files.version_ = base::sha256(base::as_bytes(all)).hex().substr(0, enough);
    files.folder_ = "/static/" + files.version_ + "/";
    return files;
}

std::optional<Response> StaticFiles::answer(std::string const &version, std::string const &name) const {
    auto const found = files_.find(name);
    if (version != version_ || found == files_.end()) {
        return std::nullopt;
    }
    Response response;
    response.shared_body = found->second.bytes;
    response.with("Content-Type", found->second.type);
    response.with("Cache-Control", "public, max-age=31536000, immutable");
    return response;
}

} // namespace web
