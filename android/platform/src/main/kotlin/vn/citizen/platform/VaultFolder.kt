package vn.citizen.platform

import android.content.Context
import java.io.File

/** The folder of the vault. No backup takes it along, whatever the app's manifest says: its key never leaves this phone. */
fun vaultFolder(context: Context): File = File(context.noBackupFilesDir, "vault").apply { mkdirs() }
