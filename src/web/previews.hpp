// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace web {

/// Pictures of sheets that were looked at last. A sheet's picture never changes: it is drawn from its record.
class Previews {
public:
    using Picture = std::shared_ptr<std::string const>;

    /// nullptr where it is not kept
    Picture find(std::string const &serial);
    void keep(std::string const &serial, Picture picture);

private:
    static constexpr std::size_t most = 100; ///< of some 150 KB each
    std::mutex mutex_;
    std::list<std::pair<std::string, Picture>> kept_; ///< last looked at first
};

} // namespace web
