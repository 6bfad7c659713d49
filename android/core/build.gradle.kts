plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
}

android {
    namespace = "vn.citizen.core"
    compileSdk = libs.versions.compileSdk.get().toInt()
    defaultConfig { minSdk = libs.versions.minSdk.get().toInt() }
    // The real core, and what `cargo xtask bindings` made of it. The fakes are not part of an app.
    sourceSets["main"].kotlin.srcDirs("src/bound/kotlin", "../../target/bindings/kotlin")
    // Tests run by Maven, without the Android SDK.
    sourceSets["test"].kotlin.setSrcDirs(emptyList<String>())
}

kotlin { jvmToolchain(17) }

dependencies {
    api(libs.coroutines.core)
    // JNA as an Android library: with its own native part for each kind of processor.
    implementation(libs.jna) { artifact { type = "aar" } }
}
