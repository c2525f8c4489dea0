// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/exchange.hpp"
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <unistd.h>

namespace web {

namespace {

/// What a connection holds of a feed while it is open.
struct FeedReader {
    std::shared_ptr<EventFeed> feed;
    MHD_Connection *connection = nullptr;
    std::string rest;
    std::mutex mutex;
    bool asleep = false;
};

ssize_t read_feed(void *reader_pointer, std::uint64_t /*position*/, char *buffer, std::size_t size) {
    auto &reader = **static_cast<std::shared_ptr<FeedReader> *>(reader_pointer);
    if (reader.rest.empty()) {
        std::lock_guard const lock{reader.mutex};
        auto more = reader.feed->take();
        if (!more) {
            return MHD_CONTENT_READER_END_OF_STREAM;
        }
        reader.rest = std::move(*more);
        if (reader.rest.empty()) {
            reader.asleep = true;
            MHD_suspend_connection(reader.connection);
            return 0;
        }
    }
    auto const count = std::min(size, reader.rest.size());
    std::memcpy(buffer, reader.rest.data(), count);
    reader.rest.erase(0, count);
    return static_cast<ssize_t>(count);
}

void forget_feed(void *reader_pointer) {
    std::unique_ptr<std::shared_ptr<FeedReader>> const owned{
        static_cast<std::shared_ptr<FeedReader> *>(reader_pointer)};
    auto &reader = **owned;
    std::lock_guard const lock{reader.mutex};
    reader.connection = nullptr;
}

Reply feed_reply(MHD_Connection *connection, std::shared_ptr<EventFeed> const &feed) {
    auto reader = std::make_shared<FeedReader>();
    reader->feed = feed;
    reader->connection = connection;
    feed->on_ready([weak = std::weak_ptr{reader}] {
        auto const there = weak.lock();
        if (!there) {
            return;
        }
        std::lock_guard const lock{there->mutex};
        if (there->asleep && there->connection != nullptr) {
            there->asleep = false;
            MHD_resume_connection(there->connection);
        }
    });
    static constexpr std::size_t block = 4096;
    return Reply{MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, block, read_feed,
                                                   new std::shared_ptr<FeedReader>{reader}, forget_feed)};
}

Reply file_reply(std::filesystem::path const &file) {
    int const descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    std::error_code error;
    auto const size = std::filesystem::file_size(file, error);
    if (descriptor < 0 || error) {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
        return nullptr;
    }
    return Reply{MHD_create_response_from_fd64(size, descriptor)};
}

Reply shared_reply(std::shared_ptr<std::string const> const &body) {
    auto owned = std::make_unique<std::shared_ptr<std::string const>>(body);
    auto const give = [](void *pointer) {
        delete static_cast<std::shared_ptr<std::string const> *>(pointer);
    };
    Reply reply{MHD_create_response_from_buffer_with_free_callback_cls(
        body->size(), const_cast<char *>(body->data()), give, owned.get())};
    if (reply) {
        static_cast<void>(owned.release());
    }
    return reply;
}

Reply body_reply(std::string const &body) {
    return Reply{
        MHD_create_response_from_buffer(body.size(), const_cast<char *>(body.data()), MHD_RESPMEM_MUST_COPY)};
}

} // namespace

Reply reply_of(MHD_Connection *connection, Response const &response) {
    Reply made = response.events         ? feed_reply(connection, response.events)
                 : response.shared_body  ? shared_reply(response.shared_body)
                 : response.file.empty() ? body_reply(response.body)
                                         : file_reply(response.file);
    for (auto const &[name, value] : response.headers) {
        // A line break in a header would make it two: nothing is sent rather than somebody's header.
        if (made && MHD_add_response_header(made.get(), name.c_str(), value.c_str()) != MHD_YES) {
            return nullptr;
        }
    }
    return made;
}

} // namespace web
