#include "core/jobs/outage.h"

namespace werkbank {

bool is_outage(ErrorCode code) {
  switch (code) {
    case ErrorCode::host_unreachable:
    case ErrorCode::connection_lost:
    case ErrorCode::timed_out:
    case ErrorCode::scheduler_unavailable:
    case ErrorCode::answer_garbled:
      return true;
    case ErrorCode::usage:
    case ErrorCode::host_key_unknown:
    case ErrorCode::host_key_changed:
    case ErrorCode::sign_in_refused:
    case ErrorCode::sign_in_impossible:
    case ErrorCode::sign_in_blocked:
    case ErrorCode::sign_in_needed:
    case ErrorCode::certificate_expired:
    case ErrorCode::password_change_needed:
    case ErrorCode::no_such_account:
    case ErrorCode::data_rejected:
    case ErrorCode::local_file:
    case ErrorCode::local_disk_full:
    case ErrorCode::remote_file:
    case ErrorCode::remote_disk_full:
    case ErrorCode::verification_failed:
    case ErrorCode::scheduler_refused:
    case ErrorCode::job_unknown:
    case ErrorCode::job_failed:
    case ErrorCode::catalogue_invalid:
    case ErrorCode::profile_invalid:
    case ErrorCode::parameter_invalid:
    case ErrorCode::store_broken:
    case ErrorCode::internal:
      return false;
  }
  return false;
}

bool is_refusal(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
    case ErrorCode::no_such_account:
    case ErrorCode::data_rejected:
    case ErrorCode::local_file:
    case ErrorCode::local_disk_full:
    case ErrorCode::remote_file:
    case ErrorCode::remote_disk_full:
    case ErrorCode::verification_failed:
    case ErrorCode::scheduler_refused:
    case ErrorCode::catalogue_invalid:
    case ErrorCode::profile_invalid:
    case ErrorCode::parameter_invalid:
      return true;
    case ErrorCode::host_unreachable:
    case ErrorCode::host_key_unknown:
    case ErrorCode::host_key_changed:
    case ErrorCode::sign_in_refused:
    case ErrorCode::sign_in_impossible:
    case ErrorCode::sign_in_blocked:
    case ErrorCode::sign_in_needed:
    case ErrorCode::certificate_expired:
    case ErrorCode::password_change_needed:
    case ErrorCode::connection_lost:
    case ErrorCode::timed_out:
    case ErrorCode::scheduler_unavailable:
    case ErrorCode::job_unknown:
    case ErrorCode::job_failed:
    case ErrorCode::store_broken:
    case ErrorCode::answer_garbled:
    case ErrorCode::internal:
      return false;
  }
  return false;
}

}  // namespace werkbank
