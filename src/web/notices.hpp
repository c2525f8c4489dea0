// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/words.hpp"
#include <map>
#include <mutex>
#include <vector>

namespace web {

struct Notice {
    bool good = true;
    base::Words words;
};

/// What is to be said on the next page that a session looks at: a form is answered with the way to a page,
/// and that page says what came of it. Forgotten when the service ends.
class Notices {
public:
    void put(std::string const &session, Notice notice);
    std::vector<Notice> take(std::string const &session);

private:
    static constexpr std::size_t most_sessions = 2000, most_each = 5;
    std::mutex mutex_;
    std::map<std::string, std::vector<Notice>> waiting_;
};

} // namespace web
