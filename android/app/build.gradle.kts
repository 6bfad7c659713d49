plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "vn.citizen.app"
    // Tests run by Maven, without the Android SDK.
    sourceSets["test"].kotlin.setSrcDirs(emptyList<String>())
    compileSdk = libs.versions.compileSdk.get().toInt()
    ndkVersion = libs.versions.ndk.get()

    defaultConfig {
        applicationId = "vn.citizen"
        minSdk = libs.versions.minSdk.get().toInt()
        targetSdk = libs.versions.targetSdk.get().toInt()
        versionCode = 1
        versionName = "0.1.0"
        resValue("string", "app_link_host", providers.gradleProperty("appLinkHost").get())
        ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64") }
    }

    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "rules.pro")
        }
    }

    buildFeatures { resValues = true }

    // The native libraries stay uncompressed and aligned, so that they are mapped where they lie.
    packaging { jniLibs { useLegacyPackaging = false } }

    // What is drawn by androidx, beside what Maven compiles too.
    sourceSets["main"].kotlin.srcDirs("src/phone/kotlin")
    sourceSets["main"].jniLibs.srcDir(layout.buildDirectory.dir("rust"))
    sourceSets["main"].assets.srcDir(layout.buildDirectory.dir("packs"))
}

kotlin { jvmToolchain(17) }

dependencies {
    implementation(project(":core"))
    implementation(project(":ui"))
    implementation(project(":platform"))
    implementation(libs.activity.compose)
}

/** Where sources lie on this machine is nobody's business: in the library they are named from their crate on. The last that fits is taken. */
val unnamed = run {
    val sources = File(System.getenv("CARGO_HOME") ?: "${System.getProperty("user.home")}/.cargo", "registry/src")
    val crates = listOf(sources) + sources.listFiles().orEmpty()
    (listOf(rootDir.parentFile to "citizen-core") + crates.map { it to "crates" }).joinToString(" ") { (from, to) -> "--remap-path-prefix=$from=$to" }
}

/** The core for phones, by cargo-ndk (README.md): pages of 16 KB, as newer phones have them. */
val core by tasks.registering(Exec::class) {
    val out = layout.buildDirectory.dir("rust").get().asFile
    workingDir = rootDir.parentFile
    val pages = "-C link-arg=-Wl,-z,max-page-size=16384 -C link-arg=-Wl,-z,common-page-size=16384"
    // Addresses to be filled in at loading, packed: Android does so from 9 on.
    val packed = "-C link-arg=-Wl,--pack-dyn-relocs=android+relr -C link-arg=-Wl,--use-android-relr-tags"
    environment("RUSTFLAGS", "$pages $packed $unnamed")
    // No tables of unwinding for C, as in tests/xtask/src/parts/size/build.rs: no panic goes through it.
    environment("CFLAGS", "-fno-asynchronous-unwind-tables")
    // What the vault never asks of SQLite; the same words as in tests/xtask/src/parts/size/build.rs.
    environment(
        "LIBSQLITE3_FLAGS",
        "-USQLITE_ENABLE_FTS3 -USQLITE_ENABLE_FTS3_PARENTHESIS -USQLITE_ENABLE_FTS5 -USQLITE_ENABLE_RTREE " +
            "-USQLITE_ENABLE_DBSTAT_VTAB -USQLITE_ENABLE_LOAD_EXTENSION -DSQLITE_OMIT_LOAD_EXTENSION",
    )
    commandLine(
        "cargo", "ndk", "--platform", libs.versions.minSdk.get(), "-t", "arm64-v8a", "-t", "armeabi-v7a", "-t", "x86_64", "-o", out.path,
        // This form of it alone: built together with the others it would not be optimised as one, and a quarter larger.
        "rustc", "--profile", "mobile", "--package", "citizen-ffi", "--crate-type", "cdylib",
    )
}

/** The Kotlin of the core's door, made from a library that is not stripped. */
val bindings by tasks.registering(Exec::class) {
    workingDir = rootDir.parentFile
    commandLine("cargo", "xtask", "bindings")
}

/** The signed packs that the app comes with. */
val packs by tasks.registering(Copy::class) {
    from("../../core/pack/assets")
    include("*.json")
    into(layout.buildDirectory.dir("packs/packs"))
}

tasks.named("preBuild") { dependsOn(core, bindings, packs) }
project(":core").tasks.matching { it.name == "preBuild" }.configureEach { dependsOn(bindings) }
