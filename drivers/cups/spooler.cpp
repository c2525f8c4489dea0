// SPDX-License-Identifier: GPL-3.0-or-later
#include "cups/spooler.hpp"
#include "base/handle.hpp"
#include <algorithm>
#include <array>
#include <cups/cups.h>

namespace print::cups {

namespace {

using base::Trouble;

using Http = base::Handle<http_t, httpClose>;
using Ipp = base::Handle<ipp_t, ippDelete>;

constexpr int connect_ms = 3000;
constexpr double answer_seconds = 15;
constexpr int jobs_at_once = 200;

char const *no_password(char const * /*prompt*/, http_t * /*http*/, char const * /*method*/,
                        char const * /*resource*/, void * /*data*/) {
    return nullptr; // libcups would ask on the terminal
}

int give_up(http_t * /*http*/, void * /*data*/) {
    return 0;
}

base::Fault unreachable(Server const &server) {
    return base::fault(Trouble::device, "打印服务 {} 不回答；CUPS 开着吗？",
                       "no print server answers at {}; is CUPS running?", server.uri());
}

base::Fault silent(Server const &server) {
    return base::fault(Trouble::device, "打印服务 {} 没有回答完", "the print server {} fell silent",
                       server.uri());
}

base::Result<Http> connect(Server const &server, double seconds = answer_seconds) {
    cupsSetPasswordCB2(no_password, nullptr);
    Http http{httpConnect2(server.host.c_str(), server.port, nullptr, AF_UNSPEC, cupsEncryption(), 1,
                           connect_ms, nullptr)};
    if (!http) {
        return unreachable(server);
    }
    httpSetTimeout(http.get(), seconds, give_up, nullptr);
    return http;
}

/// Statuses of RFC 8011, 4.1.6 as what a caller can act on.
base::Fault refusal(Server const &server, ipp_status_t status, std::string const &why) {
    switch (status) {
    case IPP_STATUS_ERROR_NOT_FOUND:
        return base::fault(Trouble::not_found, "打印服务没有找到：{}", "the print server did not find it: {}",
                           why);
    case IPP_STATUS_ERROR_FORBIDDEN:
    case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
    case IPP_STATUS_ERROR_NOT_AUTHORIZED:
    case IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED:
        return base::fault(Trouble::not_allowed, "打印服务 {} 不允许：{}",
                           "the print server {} does not allow it: {}", server.uri(), why);
    default:
        break;
    }
    if ((status >= 0x0400 && status < 0x0500) || status == IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS) {
        return base::fault(Trouble::bad_input, "打印服务拒绝了：{}", "the print server refused: {}", why);
    }
    return base::fault(Trouble::device, "打印服务 {} 中断：{}", "the print server {} broke off: {}",
                       server.uri(), why);
}

Ipp request(ipp_op_t operation, std::string const &uri) {
    Ipp asked{ippNewRequest(operation)};
    ippAddString(asked.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, uri.c_str());
    // Jobs of another user are shown without their names.
    ippAddString(asked.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
    return asked;
}

template <std::size_t n>
void want(Ipp const &asked, std::array<char const *, n> const &names) {
    ippAddStrings(asked.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  static_cast<int>(n), nullptr, names.data());
}

base::Result<Ipp> judged(Server const &server, Ipp response) {
    auto const status = cupsLastError();
    if (response && status <= IPP_STATUS_OK_EVENTS_COMPLETE) {
        return response;
    }
    auto fault = refusal(server, status, cupsLastErrorString());
    // Without an answer libcups has no better word than that of the last system call: Success.
    return response || fault.kind != Trouble::device ? fault : silent(server);
}

base::Result<Ipp> ask(Server const &server, Ipp asked, std::string const &resource,
                      double seconds = answer_seconds) {
    auto const http = connect(server, seconds);
    if (!http) {
        return base::Fault{http.fault()};
    }
    return judged(server, Ipp{cupsDoRequest(http->get(), asked.release(), resource.c_str())});
}

std::string text_of(ipp_attribute_t *attribute, int at = 0) {
    auto const *text = ippGetString(attribute, at, nullptr);
    return text == nullptr ? std::string{} : std::string{text};
}

std::vector<std::string> texts_of(ipp_attribute_t *attribute) {
    std::vector<std::string> texts(static_cast<std::size_t>(ippGetCount(attribute)));
    int at = 0;
    for (auto &text : texts) {
        text = text_of(attribute, at++);
    }
    return texts;
}

ipp_attribute_t *find(Ipp const &response, char const *name) {
    return ippFindAttribute(response.get(), name, IPP_TAG_ZERO);
}

constexpr std::array queue_attributes{"printer-state",
                                      "printer-state-reasons",
                                      "printer-is-accepting-jobs",
                                      "printer-make-and-model",
                                      "printer-uuid",
                                      "media-supported",
                                      "media-ready",
                                      "media-default",
                                      "queued-job-count"};

constexpr std::array job_attributes{"job-id",
                                    "job-name",
                                    "job-state",
                                    "job-printer-uri",
                                    "job-impressions-completed",
                                    "job-media-sheets-completed",
                                    "time-at-creation",
                                    "time-at-processing",
                                    "time-at-completed",
                                    "job-printer-up-time"};

/// The moments of a job, before it is known what time it is at the server.
struct Moments {
    std::int64_t now = 0, created = 0, done = 0;
};

void read_attribute(ipp_attribute_t *attribute, SpoolJob &job, Moments &moments) {
    std::string_view const name{ippGetName(attribute)};
    auto const whole = ippGetInteger(attribute, 0);
    if (name == "job-id") {
        job.id = whole;
    } else if (name == "job-name") {
        job.name = text_of(attribute);
    } else if (name == "job-state") {
        job.state = static_cast<SpoolJob::State>(whole);
    } else if (name == "job-printer-uri") {
        job.resource = resource_of(text_of(attribute));
    } else if (name == "job-impressions-completed" || name == "job-media-sheets-completed") {
        job.sheets = std::max(job.sheets, whole);
    } else if (name == "job-printer-up-time") {
        moments.now = whole;
    } else if (name == "time-at-creation") {
        moments.created = whole;
    } else if (name == "time-at-processing") {
        job.begun = whole > 0; // no value where it never was
    } else if (name == "time-at-completed") {
        moments.done = whole;
    }
}

/// The job that begins at \p attribute, which is then past it.
SpoolJob read_job(Ipp const &response, ipp_attribute_t *&attribute) {
    SpoolJob job;
    Moments moments;
    for (; attribute != nullptr && ippGetGroupTag(attribute) == IPP_TAG_JOB && ippGetName(attribute);
         attribute = ippNextAttribute(response.get())) {
        read_attribute(attribute, job, moments);
    }
    job.begun = job.begun || job.state == SpoolJob::State::processing;
    job.created_ago = moments.now - moments.created;
    if (!job.active() && moments.done > 0) {
        job.done_ago = moments.now - moments.done;
    }
    return job;
}

std::vector<SpoolJob> read_jobs(Ipp const &response) {
    std::vector<SpoolJob> jobs;
    auto *attribute = ippFirstAttribute(response.get());
    while (attribute != nullptr) {
        if (ippGetGroupTag(attribute) == IPP_TAG_JOB && ippGetName(attribute) != nullptr) {
            jobs.push_back(read_job(response, attribute));
        } else {
            attribute = ippNextAttribute(response.get());
        }
    }
    return jobs;
}

Ipp print_request(Address const &address, Document const &document) {
    auto asked = request(IPP_OP_PRINT_JOB, address.uri());
    auto const add = [&](ipp_tag_t group, ipp_tag_t kind, char const *name, std::string const &value) {
        ippAddString(asked.get(), group, kind, name, nullptr, value.c_str());
    };
    add(IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", document.name);
    add(IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", "application/pdf");
    ippAddInteger(asked.get(), IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", 1);
    add(IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", document.media);
    add(IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", "none");
    return asked;
}

} // namespace

bool Spooler::reachable() const {
    return static_cast<bool>(connect(address_.server));
}

base::Result<Queue> Spooler::queue() const {
    auto asked = request(IPP_OP_GET_PRINTER_ATTRIBUTES, address_.uri());
    want(asked, queue_attributes);
    auto const answer = ask(address_.server, std::move(asked), address_.resource);
    if (!answer) {
        return base::Fault{answer.fault()};
    }
    Queue queue;
    queue.state = static_cast<Queue::State>(ippGetInteger(find(*answer, "printer-state"), 0));
    queue.reasons = texts_of(find(*answer, "printer-state-reasons"));
    queue.accepting = ippGetBoolean(find(*answer, "printer-is-accepting-jobs"), 0) != 0;
    queue.model = text_of(find(*answer, "printer-make-and-model"));
    queue.uuid = text_of(find(*answer, "printer-uuid"));
    queue.media = texts_of(find(*answer, "media-supported"));
    queue.loaded = text_of(find(*answer, "media-ready"));
    if (queue.loaded.empty()) {
        queue.loaded = text_of(find(*answer, "media-default"));
    }
    queue.jobs = ippGetInteger(find(*answer, "queued-job-count"), 0);
    return queue;
}

base::Result<std::vector<SpoolJob>> Spooler::history_from(int first) const {
    auto asked = request(IPP_OP_GET_JOBS, address_.server.uri());
    ippAddString(asked.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, "all");
    ippAddInteger(asked.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "limit", jobs_at_once);
    ippAddInteger(asked.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "first-job-id", first);
    want(asked, job_attributes);
    auto const answer = ask(address_.server, std::move(asked), "/");
    return answer ? base::Result{read_jobs(*answer)} : base::Fault{answer.fault()};
}

// In pieces: a server gives the oldest first, and no more at once than it sees fit.
base::Result<std::vector<SpoolJob>> Spooler::history() const {
    std::vector<SpoolJob> all;
    int next = 1;
    while (true) {
        auto piece = history_from(next);
        if (!piece || piece->empty()) {
            return piece ? base::Result{std::move(all)} : std::move(piece);
        }
        for (auto &job : *piece) {
            next = std::max(next, job.id + 1);
            all.push_back(std::move(job));
        }
    }
}

base::Result<SpoolJob> Spooler::job(int id) const {
    auto asked = request(IPP_OP_GET_JOB_ATTRIBUTES, address_.uri());
    ippAddInteger(asked.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", id);
    want(asked, job_attributes);
    auto const answer = ask(address_.server, std::move(asked), address_.resource);
    if (!answer) {
        return base::Fault{answer.fault()};
    }
    auto jobs = read_jobs(*answer);
    if (jobs.empty()) {
        return base::fault(Trouble::not_found, "没有任务 {}", "there is no job {}", id);
    }
    return std::move(jobs.front());
}

base::Result<int> Spooler::print(Document const &document) const {
    auto const &server = address_.server;
    auto const http = connect(server);
    if (!http) {
        return base::Fault{http.fault()};
    }
    auto const asked = print_request(address_, document);
    auto const length = ippLength(asked.get()) + document.pdf.size();
    auto status = cupsSendRequest(http->get(), asked.get(), address_.resource.c_str(), length);
    if (status == HTTP_STATUS_CONTINUE) {
        status = cupsWriteRequestData(http->get(), base::as_text(document.pdf).data(), document.pdf.size());
    }
    if (status == HTTP_STATUS_UNAUTHORIZED || status == HTTP_STATUS_FORBIDDEN) {
        return refusal(server, IPP_STATUS_ERROR_NOT_AUTHORIZED, httpStatus(status));
    }
    auto const answer = judged(server, Ipp{cupsGetResponse(http->get(), address_.resource.c_str())});
    if (!answer) {
        return base::Fault{answer.fault()};
    }
    return ippGetInteger(find(*answer, "job-id"), 0);
}

base::Result<std::vector<std::string>> queues_of(Server const &server) {
    constexpr double seconds = 2;
    auto asked = request(IPP_OP_CUPS_GET_PRINTERS, server.uri());
    want(asked, std::array{"printer-uri-supported"});
    auto const answer = ask(server, std::move(asked), "/", seconds);
    if (!answer) {
        return base::Fault{answer.fault()};
    }
    std::vector<std::string> found;
    for (auto *each = ippFirstAttribute(answer->get()); each != nullptr;
         each = ippNextAttribute(answer->get())) {
        auto const *name = ippGetName(each);
        if (name != nullptr && std::string_view{name} == "printer-uri-supported") {
            found.push_back(resource_of(text_of(each)));
        }
    }
    return found;
}

} // namespace print::cups
