//! The calls of the rooms.

use super::with::With;
use super::{Phone, value, wait};
use crate::run::Failure;
use citizen_ffi::{
    AnswerRequest, Asking, DecisionRequest, DraftChangeRequest, FollowRequest, ProfileError, ReportRequest,
};
use serde_json::{Value, json};

impl Phone {
    pub(super) fn dossiers_do(&mut self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let dossiers = self.citizen().dossiers();
        let code = || with.text("code").as_str().into();
        Ok(match method {
            "page" => {
                let page = dossiers.page(with.number("offset"), with.number("limit"))?;
                json!({ "cards": page.cards, "total": page.total })
            }
            "view" => value(dossiers.view(code())?),
            "follow" => {
                let request = match with.maybe("text") {
                    Some(text) => FollowRequest::Scanned { text },
                    None => FollowRequest::Typed {
                        code: with.text("code"),
                        secret: with.maybe("secret"),
                    },
                };
                value(wait(dossiers.follow(request))?)
            }
            "begin_follow" => {
                let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
                let request = FollowRequest::Typed {
                    code: with.text("code"),
                    secret: None,
                };
                let waiting = std::thread::spawn(move || {
                    wait(async {
                        tokio::select! {
                            biased;
                            _ = dossiers.follow(request) => panic!("it came to an end"),
                            _ = stopped => {}
                        }
                    });
                });
                self.waited_for = Some((stop, waiting));
                json!({})
            }
            "give_up" => {
                let (stop, waiting) = self.waited_for.take().expect("the story begins it first");
                stop.send(()).expect("somebody waits");
                waiting.join().expect("nothing came of it");
                json!({})
            }
            "unfollow" => value(dossiers.unfollow(code())?),
            other => panic!("dossiers have no {other}"),
        })
    }

    pub(super) fn scanner_does(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let scanner = self.citizen().scanner();
        let result = match method {
            "text" => scanner.text(&with.text("text"))?,
            "picture" => scanner.picture(&with.text("path"))?,
            "frame" => {
                let luma = std::fs::read(with.text("path")).unwrap();
                scanner.frame(
                    with.number("width"),
                    with.number("height"),
                    with.number("stride"),
                    &luma,
                )?
            }
            other => panic!("the scanner has no {other}"),
        };
        Ok(json!({ "found": result.found }))
    }

    pub(super) fn reports_do(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let reports = self.citizen().reports();
        let id = || with.text("id").as_str().into();
        Ok(match method {
            "categories" => value(reports.categories()?),
            "page" => json!({ "cards": reports.page(with.number("offset"), with.number("limit"))?.cards }),
            "view" => value(reports.view(id())?),
            "begin" => value(reports.begin(ReportRequest {
                category: with.text("category").as_str().into(),
                text: with.text("text"),
                place: with.place(),
                unit: with.maybe("unit").as_deref().map(Into::into),
                severity: with.maybe_number("severity").unwrap_or(2),
                visibility: with.eyes(),
                anonymous: with.is("anonymous"),
            })?),
            "change" => value(reports.change(
                id(),
                DraftChangeRequest {
                    category: with.maybe("category").as_deref().map(Into::into),
                    text: with.maybe("text"),
                    place: with.place(),
                    no_place: with.is("no_place"),
                    unit: with.maybe("unit").as_deref().map(Into::into),
                    no_unit: with.is("no_unit"),
                    severity: with.maybe_number("severity"),
                    visibility: with.eyes(),
                    anonymous: with.maybe_is("anonymous"),
                },
            )?),
            "add_photo" => value(reports.add_photo(id(), &with.text("path"))?),
            "photo" => {
                let jpeg = reports.photo(id(), with.text("photo").as_str().into())?;
                json!({ "jpeg": jpeg.starts_with(&[0xff, 0xd8]) })
            }
            "remove_photo" => value(reports.remove_photo(id(), with.text("photo").as_str().into())?),
            "mend" => value(reports.mend(id())?),
            "send" => value(reports.send(id())?),
            "decide" => {
                let decision = match with.text("decision").as_str() {
                    "confirm" => DecisionRequest::Confirm,
                    "reopen" => DecisionRequest::Reopen {
                        why: with.text("why"),
                    },
                    _ => DecisionRequest::Withdraw,
                };
                value(reports.decide(id(), decision)?)
            }
            other => panic!("reports have no {other}"),
        })
    }

    pub(super) fn ratings_do(&mut self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let ratings = self.citizen().ratings();
        Ok(match method {
            "form" => value(ratings.form(with.text("code").as_str().into())?),
            "rate" => {
                let answers = with.0.get("answers").and_then(Value::as_object);
                let answers = answers
                    .into_iter()
                    .flatten()
                    .map(|(question, given)| AnswerRequest {
                        question: question.as_str().into(),
                        value: given.as_str().unwrap_or_default().to_owned(),
                    });
                let kept = wait(ratings.rate(
                    with.text("code").as_str().into(),
                    with.text("questionnaire").as_str().into(),
                    answers.collect(),
                ))?;
                json!({ "said": kept.said, "item": kept.item })
            }
            "results" => value(wait(ratings.results(
                with.maybe("unit").as_deref().map(Into::into),
                with.maybe("period"),
                Asking::new(),
            ))?),
            "begin_results" => {
                self.begin(move |asking| async move { ratings.results(None, None, asking).await })
            }
            "give_up" => self.give_up()?,
            other => panic!("ratings have no {other}"),
        })
    }

    pub(super) fn identity_does(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let identity = self.citizen().identity();
        Ok(match method {
            "session" => value(identity.session()?),
            "begin_sign_in" => {
                let start = wait(identity.begin_sign_in(with.text("redirect_uri")))?;
                json!({ "url": start.url, "browser_would_refuse": start.browser_would_refuse })
            }
            "finish_sign_in" => value(wait(identity.finish_sign_in(with.text("url")))?),
            "cancel_sign_in" => value(wait(identity.cancel_sign_in())?),
            "sign_out" => {
                let out = wait(identity.sign_out())?;
                json!({ "said": out.said, "delivered": out.delivered })
            }
            other => panic!("identity has no {other}"),
        })
    }

    pub(super) fn outbox_does(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let outbox = self.citizen().outbox();
        let id = || with.text("id").as_str().into();
        Ok(match method {
            "page" => {
                let page = outbox.page(
                    with.maybe("after").as_deref().map(Into::into),
                    with.number("limit"),
                    with.is("only_waiting"),
                )?;
                json!({ "rows": page.rows, "waiting": page.waiting })
            }
            "retry" => value(outbox.retry(with.maybe("id").as_deref().map(Into::into))?),
            "discard" => value(outbox.discard(id())?),
            "receipt" => value(outbox.receipt(id())?),
            other => panic!("the outbox has no {other}"),
        })
    }

    pub(super) fn directory_does(&self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let directory = self.citizen().directory();
        Ok(match method {
            "search" => value(directory.search(&with.text("query"), with.number("limit"))?),
            "procedure" => value(directory.procedure(with.text("code").as_str().into())?),
            "emergency_numbers" => value(directory.emergency_numbers()?),
            other => panic!("the directory has no {other}"),
        })
    }

    pub(super) fn profile_does(&mut self, method: &str, with: &With<'_>) -> Result<Value, Failure> {
        let profile = self.citizen().profile();
        Ok(match method {
            "checks" => {
                let checks = wait(profile.checks(Asking::new()))?;
                json!({ "names": checks.iter().map(|check| &check.name).collect::<Vec<_>>() })
            }
            "begin_checks" => self.begin(move |asking| async move {
                let checks = profile.checks(asking).await?;
                Ok::<_, ProfileError>(checks.len())
            }),
            "give_up" => self.give_up()?,
            "export" => value(profile.export(&with.text("path"))?),
            "erase" => value(profile.erase()?),
            other => panic!("the profile has no {other}"),
        })
    }
}
