//! The same reports by Open311.

use crate::gateway::{Gateway, Send};

pub(super) async fn open311(gateway: &Gateway, token: &str) {
    let root = "/open311/v2";
    let client_id = "01936d2e-5c00-7000-8000-0000000000a4";
    let form = [
        ("service_code", "giao_thong"),
        ("address_string", "Đường Ví Dụ"),
        ("description", "Đèn hỏng"),
        ("client_id", client_id),
        ("api_key", token),
    ];
    let requests = "/open311/v2/requests.{format}";
    let created = gateway
        .form(requests, &format!("{root}/requests.json"), &form)
        .await
        .json();
    let id = created[0]["service_request_id"].as_str().unwrap();
    for format in ["json", "xml"] {
        let get = async |template: &str, path: String| {
            let send = Send {
                token: Some(token),
                ..Send::default()
            };
            gateway
                .send("get", template, &format!("{root}/{path}.{format}"), send)
                .await
                .status
        };
        assert_eq!(get("/open311/v2/services.{format}", "services".into()).await, 200);
        let service = "/open311/v2/services/{service_code}.{format}";
        assert_eq!(get(service, "services/giao_thong".into()).await, 200);
        assert_eq!(get(service, "services/nothing".into()).await, 404);
        assert_eq!(get(requests, "requests".into()).await, 200);
        assert_eq!(
            get(
                "/open311/v2/requests/{service_request_id}.{format}",
                format!("requests/{id}")
            )
            .await,
            200
        );
        assert_eq!(
            get(
                "/open311/v2/tokens/{token}.{format}",
                format!("tokens/{client_id}")
            )
            .await,
            200
        );
        let refused = gateway
            .form(requests, &format!("{root}/requests.{format}"), &[])
            .await;
        assert_eq!(refused.status, 400);
    }
}
