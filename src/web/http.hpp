// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Requests and responses (RFC 9110) as the pages see them; nothing here knows sockets.
#include "base/bytes.hpp"
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace web {

/// Names and what was given for them, in order; a name may come more than once.
class Values {
public:
    void add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }
    void append_to_last(std::string_view more) { pairs_.back().second += more; }
    /// The first of that name; empty where there is none.
    [[nodiscard]] std::string const &of(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> const &pairs() const { return pairs_; }

private:
    std::vector<std::pair<std::string, std::string>> pairs_;
};

/// A file of a form, in a temporary place that goes with the request.
struct Upload {
    std::string field;
    std::string name; ///< as the browser says; never a path to write to
    std::filesystem::path file;
};

/// A folder that is removed with all that is in it.
class ScratchFolder {
public:
    /// \return nullptr where the system gives none
    static std::unique_ptr<ScratchFolder> make();
    ScratchFolder(ScratchFolder const &) = delete;
    ScratchFolder &operator=(ScratchFolder const &) = delete;
    ~ScratchFolder();
    [[nodiscard]] std::filesystem::path const &path() const { return path_; }

private:
    explicit ScratchFolder(std::filesystem::path path) : path_{std::move(path)} {}
    std::filesystem::path path_;
};

/// One request, read whole. Path, query and form are UTF-8, or the request is refused before a page sees it.
struct Request {
    std::string method; ///< GET HEAD POST
    std::string path;   ///< decoded, begins with /
    Values query, form;
    Values headers; ///< names in lower case
    Values cookies;
    std::string body; ///< where it is no form
    std::vector<Upload> uploads;
    std::shared_ptr<ScratchFolder> scratch; ///< of the uploads
    std::string peer;                       ///< address of the other side, without port

    [[nodiscard]] bool is_read() const { return method == "GET" || method == "HEAD"; }
};

/// Server-sent events (WHATWG HTML 9.2) to one browser, which are written whenever there are any. Shared by
/// whoever publishes and the connection.
class EventFeed {
public:
    virtual ~EventFeed() = default;
    /// Text to send now; empty: nothing yet; nothing: the end. Called by the thread of the sockets.
    virtual std::optional<std::string> take() = 0;
    /// \p wake is called, from any thread, once there is something to take after a take that was empty.
    virtual void on_ready(std::function<void()> wake) = 0;
    virtual void closed() = 0; ///< the browser is gone
};

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::shared_ptr<std::string const> shared_body{}; ///< instead of body: of many responses
    std::filesystem::path file{};                     ///< instead of body
    std::shared_ptr<ScratchFolder> lies_in{};         ///< of the file, where it goes with the response
    std::shared_ptr<EventFeed> events{};              ///< instead of body

    Response &with(std::string name, std::string value) & {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

[[nodiscard]] Response text_response(int status, std::string text);
/// 303: what came of a form is looked at with GET.
[[nodiscard]] Response see_other(std::string const &path);
/// \p wanted where it is a path on this site: not what a browser reads as the address of another one, nothing
/// that ends a header. Else \p otherwise.
[[nodiscard]] std::string path_here(std::string const &wanted, std::string otherwise);

// Percent-encoding (RFC 3986) and application/x-www-form-urlencoded.
[[nodiscard]] std::string encoded(std::string_view text); ///< a path segment or a value
/// Nothing where a % is not followed by two hexadecimal digits, or it is not UTF-8, or has a NUL.
[[nodiscard]] std::optional<std::string> decoded(std::string_view text, bool plus_is_blank);

} // namespace web
