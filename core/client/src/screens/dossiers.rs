use crate::dossiers::is_rated;
use crate::{Client, ClientError};
use citizen_domain::message::Lang;
use citizen_dossier::Page;
use citizen_scan::Payload;
use citizen_screen::{
    DossierCard, DossierView, RatingForm, ResultView, ScanView, cards, dossier, form, result, scanned,
};

impl Client {
    /// Cards of what is followed, last followed first.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`]; the store's own.
    pub fn show_dossiers(&self, page: Page, lang: Lang) -> Result<Vec<DossierCard>, ClientError> {
        Ok(self.show_dossier_page(page, lang)?.0)
    }

    /// As [`Self::show_dossiers`], with how many are followed in all.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`]; the store's own.
    pub fn show_dossier_page(&self, page: Page, lang: Lang) -> Result<(Vec<DossierCard>, u32), ClientError> {
        let voice = self.voice(lang);
        let (views, total) = self.briefs(page, lang)?;
        Ok((cards(views, &voice), total))
    }

    /// The screen of a dossier.
    ///
    /// # Errors
    /// [`ClientError::NotFound`] when it is not followed.
    pub fn show_dossier(&self, code: &str, lang: Lang) -> Result<DossierView, ClientError> {
        let mut view = self.dossier(code, lang)?;
        if view.ratable {
            view.ratable = !self.inner.read(|tx| is_rated(tx, &view.code))?;
        }
        Ok(dossier(&view, self.inner.signed_in(), &self.voice(lang)))
    }

    /// The screen of a scanned value.
    pub fn show_scanned(&self, payload: &Payload, lang: Lang) -> ScanView {
        scanned(payload, &self.voice(lang))
    }

    /// The form in which a dossier is rated.
    ///
    /// # Errors
    /// [`ClientError::NotFound`] when it is not followed, [`ClientError::NotRatable`] when no questionnaire applies.
    pub fn show_rating(&self, code: &str, lang: Lang) -> Result<RatingForm, ClientError> {
        let asked = self.questions(Some(code))?;
        if asked.is_empty() {
            return Err(ClientError::NotRatable);
        }
        let parts = asked.iter().map(|one| (&one.questionnaire, &one.precomputed));
        Ok(form(
            &self.followed(code)?.code.normalized,
            parts,
            &self.voice(lang),
        ))
    }

    /// Published results; asks the province.
    ///
    /// # Errors
    /// As [`Client::results`].
    pub async fn show_results(
        &self,
        unit: Option<&str>,
        period: Option<&str>,
        lang: Lang,
    ) -> Result<Vec<ResultView>, ClientError> {
        let found = self.results(unit, period).await?;
        let pack = self.pack()?;
        let voice = self.voice(lang);
        Ok(found
            .iter()
            .map(|record| result(record, pack.content(), &voice))
            .collect())
    }
}
